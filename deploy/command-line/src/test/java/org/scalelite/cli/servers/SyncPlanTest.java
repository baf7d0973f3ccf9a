package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** The steps that make a pool equal its file (specification, section 14). */
class SyncPlanTest {
    private static Server server(String id, Server.State state) {
        return new Server(
                new ServerId(id),
                URI.create("https://" + id + "/bigbluebutton/api"),
                "s",
                Optional.empty(),
                state,
                true,
                1,
                OptionalDouble.empty(),
                new Server.Statistics(0, 0, 0, 0, Optional.empty()),
                new Server.PollCounters(0, 0));
    }

    private static SyncPlan plan(List<Server> present, long meetings, String wanted, SyncPlan.Mode mode)
            throws PoolFile.InvalidException {
        return SyncPlan.between(
                present,
                Map.of(new ServerId("old"), meetings),
                PoolReader.withIds(new StringReader("servers: " + wanted)),
                mode);
    }

    private static List<String> steps(SyncPlan plan) {
        return plan.steps().stream().map(SyncStep::text).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # mode   | state    | meetings | step                                                            | destroys
            KEEP     | ENABLED  | 0        | ''                                                              | false
            KEEP     | ENABLED  | 2        | ''                                                              | false
            CORDON   | ENABLED  | 0        | - old: removed                                                  | true
            CORDON   | DISABLED | 0        | - old: removed                                                  | true
            CORDON   | ENABLED  | 2        | '- old: cordoned, because it has meetings; removed by a later sync' | false
            CORDON   | CORDONED | 2        | ''                                                              | false
            CORDON   | DISABLED | 2        | ''                                                              | false
            FORCE    | ENABLED  | 0        | '- old: removed, its 0 meetings ended'                          | true
            FORCE    | DISABLED | 1        | '- old: removed, its 1 meeting ended'                           | true
            """)
    void modeDecidesAboutUnlistedServers(
            SyncPlan.Mode mode, Server.State state, long meetings, String step, boolean destroys)
            throws PoolFile.InvalidException {
        SyncPlan plan = plan(List.of(server("old", state)), meetings, "{}", mode);
        assertThat(String.join("\n", steps(plan))).isEqualTo(step);
        assertThat(plan.destroys()).isEqualTo(destroys);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # state  | enabled | step
            ENABLED  | true    | ''
            ENABLED  | false   | ~ old: enabled → cordoned
            CORDONED | true    | ~ old: cordoned → enabled
            CORDONED | false   | ''
            DISABLED | true    | ~ old: disabled → enabled
            DISABLED | false   | ''
            """)
    void disabledServerKeepsItsMeetings(Server.State state, boolean enabled, String step)
            throws PoolFile.InvalidException {
        String wanted = "{old: {secret: s, enabled: %s}}".formatted(enabled);
        SyncPlan plan = plan(List.of(server("old", state)), 2, wanted, SyncPlan.Mode.FORCE);
        assertThat(String.join("\n", steps(plan))).isEqualTo(step);
    }

    @Test
    void namesDifferencesWithoutSecrets() throws PoolFile.InvalidException {
        String wanted = "{old: {url: 'http://b/api', secret: other, load_multiplier: 2, tag: gpu}, new: {secret: t}}";
        assertThat(steps(plan(List.of(server("old", Server.State.ENABLED)), 0, wanted, SyncPlan.Mode.CORDON)))
                .containsExactly(
                        "~ old: url https://old/bigbluebutton/api → http://b/api, secret (changed),"
                                + " load_multiplier 1.0 → 2.0, tag none → gpu",
                        "+ new: url https://new/bigbluebutton/api, load_multiplier 1.0, enabled");
    }

    @Test
    void rejectsUrlOfAnotherServer() {
        List<Server> present = List.of(server("old", Server.State.ENABLED));
        String wanted = "{new: {secret: s, url: 'https://old/bigbluebutton/api/'}}";
        assertThatThrownBy(() -> plan(present, 0, wanted, SyncPlan.Mode.FORCE))
                .isInstanceOf(PoolFile.InvalidException.class)
                .hasMessageStartingWith("new: the server with id=old has its url");
    }
}
