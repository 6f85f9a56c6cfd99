/**
 * The operator's port, on loopback: tenants, keys, revocations, admin credentials, the audit, and
 * what runs now. It decides who may administer and what a request means; what then happens is the
 * store's. The description of it, {@code openapi.yaml}, lies beside it. The data path never waits
 * for anything here. The composition root starts it.
 */
@NullMarked
package io.raygate.admin;

import org.jspecify.annotations.NullMarked;
