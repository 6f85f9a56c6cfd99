/**
 * Who is billed and limited. It decides what a tenant's id may look like and nothing else;
 * authentication finds the tenant, authorisation asks whether it may go on. Knows nothing of ours.
 */
@NullMarked
package io.raygate.tenant;

import org.jspecify.annotations.NullMarked;
