/**
 * One request with its response, as every feature sees it: the sanitised head, the refusal as a
 * value, and the account of what happened so far. It decides what a well-formed, unambiguous
 * request is and how a refusal is written; it does not decide who may call or where the request
 * goes. The pipeline and all features call it; it knows nothing of ours.
 */
@NullMarked
package io.raygate.exchange;

import org.jspecify.annotations.NullMarked;
