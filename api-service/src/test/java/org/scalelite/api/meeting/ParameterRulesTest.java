package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scalelite.api.edge.BbbCall;
import org.scalelite.api.edge.BbbRequest;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.config.Settings;
import org.scalelite.common.tenant.Tenant;

/** The parameters from settings of the deployment and the tenant (specification, sections 5.8 and 5.10). */
class ParameterRulesTest {
    private static final String TAG_AND_MORE = "meta_Server-Tag=gold,%s=1";

    private final ParameterRules rules = new ParameterRules(MeetingConfig.of(Settings.of(Map.of(
            "LOADBALANCER_SECRET", "secret",
            "DEFAULT_JOIN_PARAMS", TAG_AND_MORE.formatted("a"),
            "OVERRIDE_JOIN_PARAMS", TAG_AND_MORE.formatted("b"),
            "DEFAULT_CREATE_PARAMS", TAG_AND_MORE.formatted("a"),
            "OVERRIDE_CREATE_PARAMS", TAG_AND_MORE.formatted("b")))));

    private static BbbRequest request(BbbCall call, Map<String, String> parameters) {
        Tenant tenant = new Tenant(
                "id",
                "school",
                new SharedSecrets(List.of("secret")),
                List.of(
                        new Tenant.Setting("META_SERVER-TAG", "silver!", false),
                        new Tenant.Setting("c", "1", false),
                        new Tenant.Setting("meta_server-tag", "gold!", true),
                        new Tenant.Setting("d", "1", true)),
                Tenant.Limits.none(),
                Optional.empty());
        return new BbbRequest(
                call,
                Optional.of(tenant),
                CallParameters.of(parameters),
                Optional.empty(),
                "https://sl.example.org",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void joinIgnoresTheServerTagOfSettings() {
        assertThat(rules.forJoin(request(BbbCall.JOIN, Map.of("fullName", "Ada")))
                        .asMap())
                .containsOnlyKeys("a", "b", "c", "d", "fullName");
    }

    @Test
    void createUsesTheServerTagOfSettings() {
        BbbRequest create = request(BbbCall.CREATE, Map.of("name", "Room", "meta_server-tag", "none"));
        assertThat(rules.forCreate(create).asMap()).containsOnlyKeys("a", "b", "c", "d", "name");
        assertThat(rules.serverTag(create).tags()).containsExactly("gold");
        assertThat(rules.serverTag(create).required()).isTrue();
    }
}
