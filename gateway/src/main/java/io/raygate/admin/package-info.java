/**
 * The operator's port, on loopback: what configuration is in force and how the clusters stand. It
 * only reads; what changes a running gateway is the configuration file. The composition root starts
 * it.
 */
@NullMarked
package io.raygate.admin;

import org.jspecify.annotations.NullMarked;
