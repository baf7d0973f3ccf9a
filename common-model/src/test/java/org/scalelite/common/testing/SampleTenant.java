package org.scalelite.common.testing;

import java.util.List;
import java.util.Optional;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.tenant.Tenant;

/** A tenant without limits and learning record store. */
public final class SampleTenant {
    private SampleTenant() {}

    public static Tenant of(String id, String name, Tenant.Setting... settings) {
        return new Tenant(
                id,
                name,
                new SharedSecrets(List.of("secret")),
                List.of(settings),
                Tenant.Limits.none(),
                Optional.empty());
    }
}
