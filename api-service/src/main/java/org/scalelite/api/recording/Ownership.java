package org.scalelite.api.recording;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.api.edge.EdgeConfig;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.tenant.Tenant;

/** The recordings that a front-end may access (specification, sections 5.12 and 7). */
@Singleton
final class Ownership {
    private final boolean multitenancy;

    Ownership(EdgeConfig config) {
        this.multitenancy = config.multitenancy();
    }

    /** Without multitenancy all recordings; otherwise those of the tenant, or those without a tenant. */
    RecordingScope of(BbbRequest request) {
        Optional<RecordingScope> ofTenant = request.tenant().map(Tenant::id).map(RecordingScope.OfTenant::new);
        return ofTenant.orElseGet(() -> multitenancy ? new RecordingScope.NoTenant() : new RecordingScope.Everything());
    }
}
