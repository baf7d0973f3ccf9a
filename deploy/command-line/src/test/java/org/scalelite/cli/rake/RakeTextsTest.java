package org.scalelite.cli.rake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantField;

/** The texts of Scalelite's tasks; {@link RakeOutputTest} compares whole tasks with what was recorded. */
class RakeTextsTest {
    private static Server server(String id, OptionalDouble load) {
        boolean online = load.isPresent();
        return new Server(
                new ServerId(id),
                URI.create("https://" + id + ".example.com/bigbluebutton/api"),
                "s",
                online ? Optional.of("gpu") : Optional.empty(),
                online ? Server.State.ENABLED : Server.State.DISABLED,
                online,
                1,
                load,
                new Server.Statistics(2, 30, 20, 5, online ? Optional.of("3.0.4") : Optional.empty()),
                new Server.PollCounters(0, 0));
    }

    private static final Server BUSY = server("bbb1", OptionalDouble.of(21));
    private static final Server OFF = server("bbb2", OptionalDouble.empty());

    @Test
    void listsServersWithEmptyFields() {
        assertThat(RakeOutput.servers(List.of(BUSY, OFF))).isEqualTo("""
                id: bbb1
                \turl: https://bbb1.example.com/bigbluebutton/api
                \tsecret: s
                \tenabled
                \tload: 21.0
                \tload multiplier: 1.0
                \tbbb version: 3.0.4
                \ttag: gpu
                \tonline
                id: bbb2
                \turl: https://bbb2.example.com/bigbluebutton/api
                \tsecret: s
                \tdisabled
                \tload: unavailable
                \tload multiplier: 1.0
                \tbbb version:\s
                \ttag:\s
                \toffline
                """);
    }

    @Test
    void statusIsSortedByHostName() {
        assertThat(RakeOutput.status(List.of(OFF, BUSY)).lines().skip(2))
                .satisfiesExactly(
                        line -> assertThat(line).contains("bbb1.example.com", "enabled", "online", "21.0", "gpu"),
                        line -> assertThat(line).contains("bbb2.example.com", "disabled", "offline"));
    }

    @Test
    void yamlHasFindingsOnlyIfVerbose() {
        assertThat(RakeOutput.yaml(List.of(OFF), false)).isEqualTo("""
                ---
                servers:
                  bbb2:
                    url: https://bbb2.example.com/bigbluebutton/api
                    secret: s
                    load_multiplier: 1.0
                    tag: ''
                    enabled: false
                """);
        assertThat(RakeOutput.yaml(List.of(OFF), true))
                .endsWith("    state: disabled\n    load: -1.0\n    bbb_version: ''\n    online: false\n");
    }

    @Test
    void listsAMeetingWithoutControlCharacters() {
        assertThat(RakeOutput.meeting(new MeetingKey(Optional.empty(), "a\u001b[1m"), "bbb1", "https://a/api"))
                .isEqualTo("\nMeetingID: a?[1m\n\tServer ID: bbb1\n\tServer Url: https://a/api\n");
        assertThat(RakeOutput.runningMeetings(BUSY, List.of()))
                .isEqualTo("\nServer ID: bbb1\nServer Url: https://bbb1.example.com/bigbluebutton/api\n");
        assertThat(RakeOutput.runningMeetings(BUSY, List.of("Math", "Physics")))
                .endsWith("MeetingIDs: \n\tMath\n\tPhysics\n");
    }

    @Test
    void printsTheMisspellingsOfScalelite() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("bbb-origin", "Moodle");
        assertThat(RakeOutput.meetingInfo(
                        "room",
                        "bbb1",
                        "https://a/api",
                        new RakeOutput.MeetingInfo("Room", "i-1", "today", "false", metadata)))
                .isEqualTo("""

                        Meeting ID: room
                        \tMeeting Name: Room
                        \tInternal MeetingID: i-1
                        \tCreated Date: today
                        \tRecording Enabled: false
                        \tServer id: bbb1
                        \tSerevr url: https://a/api
                        \tMetaData:
                        \t\tbbb-origin: Moodle
                        """);
    }

    @Test
    void listsTenantsWithTheirTotal() {
        TenantEntry tenant = new TenantEntry(
                "t-1",
                Map.of(
                        TenantField.SECRETS, "one:two",
                        TenantField.NAME, "school",
                        TenantField.MAX_USERS, "5",
                        TenantField.KC_USERNAME, ""),
                List.of(new TenantEntry.Setting("s-1", new Tenant.Setting("welcome", "Hi", true))));
        assertThat(RakeOutput.tenants(List.of(tenant)))
                .isEqualTo("id: t-1\n\tname: school\n\tsecrets: one:two\nTotal number of tenants: 1\n");
        assertThat(RakeOutput.tenants(List.of())).isEqualTo("Total number of tenants: 0\n");
        assertThat(RakeOutput.tenantSettings(tenant, tenant.settings()))
                .isEqualTo("Tenant: school\n  id: s-1\n\tparam: welcome\n\tvalue: Hi\n\toverride: true\n");
    }
}
