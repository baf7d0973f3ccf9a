package org.scalelite.api.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.testing.SampleTenant;

/** The recordings that a front-end may access (specification, sections 5.12 and 7). */
class OwnershipTest {
    private static RecordingScope scope(boolean multitenancy, boolean withTenant) {
        Settings settings = Settings.of(
                Map.of("LOADBALANCER_SECRET", "secret", "MULTITENANCY_ENABLED", String.valueOf(multitenancy)));
        Tenant tenant = SampleTenant.of("t-1", "school");
        return new Ownership(HttpConfig.of(settings))
                .of(new BbbRequest(
                        BbbCall.GET_RECORDINGS,
                        withTenant ? Optional.of(tenant) : Optional.empty(),
                        CallParameters.none(),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Optional.empty()));
    }

    private static List<Boolean> included(RecordingScope scope) {
        return List.of(
                scope.includes(Optional.of("t-1")),
                scope.includes(Optional.of("t-2")),
                scope.includes(Optional.empty()));
    }

    @Test
    void withoutMultitenancyAllAreIncluded() {
        assertThat(included(scope(false, false))).containsExactly(true, true, true);
    }

    @Test
    void tenantAccessesItsOwn() {
        assertThat(included(scope(true, true))).containsExactly(true, false, false);
    }

    @Test
    void defaultHostAccessesThoseWithoutTenant() {
        assertThat(included(scope(true, false))).containsExactly(false, false, true);
    }
}
