/**
 * The Ray side as the gateway sees it: clusters, their endpoints, and which of them are usable now.
 * It decides which endpoint takes the next attempt and when one is taken out; it does not carry
 * requests. The forwarder asks and reports.
 */
@NullMarked
package io.raygate.upstream;

import org.jspecify.annotations.NullMarked;
