/**
 * Where credentials are kept: tenants, API keys, revocations of tokens and the audit of every
 * change, over JDBC in an embedded SQLite file or in a PostgreSQL that several gateways share. It
 * decides what a change needs to be made at all, and writes it with its audit entry in one
 * transaction. It blocks, so only the control plane calls it; the data path reads the live key
 * ring, tenants and revocations that {@link io.raygate.store.LiveCredentials} keeps current.
 */
@NullMarked
package io.raygate.store;

import org.jspecify.annotations.NullMarked;
