package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;

/** Changes of the pool as commands print them. */
class SyncStepTest {
    @Test
    void stepsOfASyncHaveALineEach() {
        ServerId id = new ServerId("bbb1");
        PoolFile.Entry entry = new PoolFile.Entry(
                Optional.of(id), URI.create("https://a/api"), "hush", Optional.empty(), 2, "gpu", Map.of());
        PoolFile.Entry plain = new PoolFile.Entry(
                Optional.of(id),
                URI.create("https://a/api"),
                "hush",
                Optional.of(false),
                1,
                "",
                Map.of(Server.Setting.ZONE, "north", Server.Setting.MAX_USERS, "200"));
        List<SyncStep> steps = List.of(
                new SyncStep.Add(id, entry),
                new SyncStep.Add(id, plain),
                new SyncStep.Change(id, ServerUpdate.nothing(), List.of("tag a → b", "secret changed")),
                new SyncStep.Remove(id),
                new SyncStep.EndAndRemove(id, 1),
                new SyncStep.EndAndRemove(id, 2),
                new SyncStep.Cordon(id));
        assertThat(steps)
                .extracting(SyncStep::text)
                .containsExactly(
                        "+ bbb1: url https://a/api, load_multiplier 2.0, tag gpu, enabled",
                        "+ bbb1: url https://a/api, load_multiplier 1.0, max_users 200, zone north, disabled",
                        "~ bbb1: tag a → b, secret changed",
                        "- bbb1: removed",
                        "- bbb1: removed, its 1 meeting ended",
                        "- bbb1: removed, its 2 meetings ended",
                        "- bbb1: cordoned, because it has meetings; removed by a later sync");
        assertThat(steps).extracting(SyncStep::destroys).containsExactly(false, false, false, true, true, true, false);
    }
}
