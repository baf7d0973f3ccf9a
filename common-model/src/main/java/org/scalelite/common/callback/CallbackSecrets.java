package org.scalelite.common.callback;

import java.util.Optional;
import java.util.function.Function;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.tenant.Tenant;

/** The secrets that a callback can be signed with: the tenant's, else the load balancer's (specification, section 9). */
final class CallbackSecrets {
    private final Optional<SharedSecrets> ofLoadBalancer;
    private final Function<String, Optional<Tenant>> tenants;

    /**
     * The secrets of the load balancer and of tenants.
     *
     * @param tenants finds a tenant by its id
     */
    CallbackSecrets(CallbackConfig config, Function<String, Optional<Tenant>> tenants) {
        this.ofLoadBalancer = config.secrets();
        this.tenants = tenants;
    }

    /** There is nothing to sign with. */
    static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingException(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * The secrets for a tenant, or without one.
     *
     * @throws MissingException if there are none
     */
    SharedSecrets of(Optional<String> tenantId) {
        if (tenantId.isPresent()) {
            return tenants.apply(tenantId.get())
                    .map(Tenant::secrets)
                    .orElseThrow(() -> new MissingException(
                            "tenant " + tenantId.get() + " is gone or has no secret: nothing can be signed for it"));
        }
        return ofLoadBalancer.orElseThrow(() -> new MissingException(
                "LOADBALANCER_SECRET is not set for the recording importer: nothing can be signed"));
    }
}
