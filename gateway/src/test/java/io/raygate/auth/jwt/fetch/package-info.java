/** Tests of the key sets that are fetched. */
@NullMarked
package io.raygate.auth.jwt.fetch;

import org.jspecify.annotations.NullMarked;
