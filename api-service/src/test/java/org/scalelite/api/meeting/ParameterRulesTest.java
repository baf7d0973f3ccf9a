package org.scalelite.api.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.bbb.BbbCall;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.testing.SampleTenant;

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
        Tenant tenant = SampleTenant.of(
                "id",
                "school",
                new Tenant.Setting("META_SERVER-TAG", "silver!", false),
                new Tenant.Setting("c", "1", false),
                new Tenant.Setting("meta_server-tag", "gold!", true),
                new Tenant.Setting("d", "1", true));
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

    private static BbbRequest plain(Map<String, String> parameters, Tenant.Setting... settings) {
        Tenant tenant = SampleTenant.of("id-1", "t1", settings);
        return new BbbRequest(
                BbbCall.CREATE,
                settings.length == 0 ? Optional.empty() : Optional.of(tenant),
                CallParameters.of(parameters),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static ParameterRules deployment(String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of("LOADBALANCER_SECRET", "secret"));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return new ParameterRules(MeetingConfig.of(Settings.of(variables)));
    }

    /** The front-end's value is also a parameter of the call; one of the settings is not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # front-end | default | override | preferred | parameter
            -           | -       | -        | ''        | -
            north       | -       | -        | north     | north
            ' north '   | south   | -        | north     | ' north '
            -           | south   | -        | south     | -
            north       | -       | south    | south     | north
            a:b         | -       | -        | ''        | a:b
            """)
    void zoneIsTheFirstThatIsGiven(
            @Nullable String given,
            @Nullable String byDefault,
            @Nullable String override,
            String preferred,
            @Nullable String parameter) {
        List<Tenant.Setting> settings = new ArrayList<>(List.of(new Tenant.Setting("c", "1", false)));
        if (byDefault != null) {
            settings.add(new Tenant.Setting("meta_Server-Zone", byDefault, false));
        }
        if (override != null) {
            settings.add(new Tenant.Setting("meta_server-zone", override, true));
        }
        BbbRequest create = plain(
                given == null ? Map.of() : Map.of("meta_server-zone", given), settings.toArray(Tenant.Setting[]::new));
        assertThat(deployment().serverZone(create)).isEqualTo(preferred);
        assertThat(deployment().forCreate(create).get("meta_server-zone")).isEqualTo(Optional.ofNullable(parameter));
    }

    @Test
    void tenantSettingsPrecedeThoseOfTheDeployment() {
        ParameterRules merging = deployment(
                "DEFAULT_CREATE_PARAMS", "welcome=deployment,copyright=deployment,name=never",
                "OVERRIDE_CREATE_PARAMS", "logoutURL=https://deployment,muteOnStart=true",
                "CREATE_EXCLUDE_PARAMS", "bannerText");
        BbbRequest request = plain(
                Map.of("meetingID", "rules", "name", "Mine", "muteOnStart", "false", "bannerText", "no"),
                new Tenant.Setting("welcome", "tenant default", false),
                new Tenant.Setting("logoutURL", "https://t1", true));
        assertThat(merging.forCreate(request).asMap())
                .isEqualTo(Map.of(
                        "meetingID", "rules",
                        "welcome", "tenant default",
                        "copyright", "deployment",
                        "name", "Mine",
                        "logoutURL", "https://t1",
                        "muteOnStart", "true"));
    }

    @Test
    void excludedParameterMayComeFromASetting() {
        ParameterRules merging =
                deployment("CREATE_EXCLUDE_PARAMS", "bannerText", "DEFAULT_CREATE_PARAMS", "bannerText=ours");
        assertThat(merging.forCreate(plain(Map.of("bannerText", "theirs"))).asMap())
                .isEqualTo(Map.of("bannerText", "ours"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meta_tenant-id",
                "meta_Tenant-Name",
                "META_SERVER-TAG",
                "meta_server-tag",
            })
    void frontEndCannotSetReservedMetadata(String name) {
        assertThat(deployment().forCreate(plain(Map.of(name, "forged"))).asMap())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # override of deployment | given  | default | tag
            cpu                      | gpu!   | fpga    | cpu
            -                        | gpu!   | fpga    | gpu
            -                        | -      | fpga    | fpga
            -                        | -      | -       | ''
            """)
    void firstSourceOfATagCounts(
            @Nullable String override, @Nullable String given, @Nullable String standard, String tag) {
        ParameterRules merging = deployment(
                "OVERRIDE_CREATE_PARAMS", override == null ? "" : "meta_server-tag=" + override,
                "DEFAULT_CREATE_PARAMS", standard == null ? "" : "meta_server-tag=" + standard);
        BbbRequest request = plain(given == null ? Map.of() : Map.of("meta_Server-Tag", given));
        assertThat(merging.serverTag(request).tagList()).isEqualTo(tag);
    }

    @Test
    void limitsTheNumberOfTags() {
        assertThat(deployment()
                        .serverTag(plain(Map.of("meta_server-tag", "gpu;".repeat(99) + "gpu")))
                        .tags())
                .hasSize(100);
        assertThatThrownBy(() -> deployment().serverTag(plain(Map.of("meta_server-tag", "gpu;".repeat(101)))))
                .isInstanceOfSatisfying(
                        BbbException.class,
                        e -> assertThat(e.error())
                                .isEqualTo(new BbbError("paramError", "meta_server-tag may have at most 100 values.")));
    }
}
