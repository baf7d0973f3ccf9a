package org.scalelite.api.recording;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.tenant.Tenant;

/** The recordings that a front-end may access (specification, sections 5.12 and 7). */
@Singleton
record Ownership(HttpConfig config) {
    /** Without multitenancy all recordings; otherwise those of the tenant, or those without a tenant. */
    RecordingScope of(BbbRequest request) {
        Optional<RecordingScope> ofTenant = request.tenant().map(Tenant::id).map(RecordingScope.OfTenant::new);
        return ofTenant.orElseGet(
                () -> config.multitenancy() ? new RecordingScope.NoTenant() : new RecordingScope.Everything());
    }
}
