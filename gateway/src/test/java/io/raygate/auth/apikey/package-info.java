/** Tests of API keys; they open no network. */
@NullMarked
package io.raygate.auth.apikey;

import org.jspecify.annotations.NullMarked;
