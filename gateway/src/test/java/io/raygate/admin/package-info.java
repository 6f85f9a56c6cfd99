/** Tests of the admin API: its document, its parts on plain values, and all of it over the wire. */
@NullMarked
package io.raygate.admin;

import org.jspecify.annotations.NullMarked;
