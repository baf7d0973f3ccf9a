package org.scalelite.api.testing;

import java.util.EnumMap;
import java.util.Map;
import org.scalelite.api.ApiService;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;

/** Adds tenants of a replica, like an operator. */
public final class TestTenants {
    private final TenantRegistry registry;
    private final ApiService replica;

    public TestTenants(TestSuite suite, ApiService replica) {
        this.registry = new TenantRegistry(suite.registry().redis(), Actor.SUITE);
        this.replica = replica;
    }

    /** Adds a tenant whose secret is {@code secret-of-NAME}; returns its id. */
    public String add(String name, Map<TenantField, String> fields) {
        Map<TenantField, String> all = new EnumMap<>(TenantField.class);
        all.putAll(fields);
        all.put(TenantField.NAME, name);
        all.put(TenantField.SECRETS, "secret-of-" + name);
        if (registry.add(all) instanceof TenantRegistry.Result.Done(String id)) {
            return id;
        }
        throw new IllegalStateException("there is a tenant " + name);
    }

    /** Adds a tenant, and a front-end of it. */
    public TenantFrontEnd frontEnd(String name, Map<TenantField, String> fields) {
        add(name, fields);
        return frontEnd(name);
    }

    /** A front-end of a tenant. */
    public TenantFrontEnd frontEnd(String name) {
        return new TenantFrontEnd(replica, name + ".sl.example.org", "secret-of-" + name);
    }

    /** Sets an override parameter of a tenant. */
    public void override(String id, String parameter, String value) {
        registry.putSetting(id, new Tenant.Setting(parameter, value, true));
    }
}
