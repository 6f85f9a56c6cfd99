/**
 * Who is billed and limited: what a tenant's id may look like, and which tenants there are;
 * authentication finds the tenant, authorisation asks whether it may go on. Knows nothing of ours.
 */
@NullMarked
package io.raygate.tenant;

import org.jspecify.annotations.NullMarked;
