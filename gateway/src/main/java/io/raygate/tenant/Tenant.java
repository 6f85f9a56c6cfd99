package io.raygate.tenant;

/** One tenant as configured: a suspended one authenticates and is then refused. */
public record Tenant(TenantId id, boolean suspended) {}
