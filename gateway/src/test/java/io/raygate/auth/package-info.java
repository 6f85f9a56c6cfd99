/** Tests of the chain, the authorizer and the throttle; they open no network. */
@NullMarked
package io.raygate.auth;

import org.jspecify.annotations.NullMarked;
