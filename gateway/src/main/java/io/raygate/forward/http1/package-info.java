/**
 * HTTP/1.1 towards an upstream, as bytes: writes request heads, and reads answers strictly, since
 * an upstream may be broken or hostile (S-01, S-37). It decides whether bytes are an answer; it
 * knows no sockets, pools or policies. The forwarder's HTTP/1.1 connection calls it.
 */
@NullMarked
package io.raygate.forward.http1;

import org.jspecify.annotations.NullMarked;
