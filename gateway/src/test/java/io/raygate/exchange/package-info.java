/** Tests of the shared types of an exchange; they open no network. */
@NullMarked
package io.raygate.exchange;

import org.jspecify.annotations.NullMarked;
