/**
 * Who calls, and whether they may: turns presented credentials into a principal and holds a
 * principal against what a route grants. It does not know routes or configuration; the pipeline
 * hands it the pieces.
 */
@NullMarked
package io.raygate.auth;

import org.jspecify.annotations.NullMarked;
