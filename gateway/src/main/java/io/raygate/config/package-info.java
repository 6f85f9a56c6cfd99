/**
 * The configuration file as plain data: one record per section with every default filled in, and
 * the loader that reads the file strictly and reports all faults at once with line and column. It
 * decides which words exist, which values are legal and which references hold; it opens no
 * certificate, key or key set and builds nothing. The compiler in {@code snapshot} turns the
 * records into what the features work with; the command line and the admin listener call the
 * loader.
 */
@NullMarked
package io.raygate.config;

import org.jspecify.annotations.NullMarked;
