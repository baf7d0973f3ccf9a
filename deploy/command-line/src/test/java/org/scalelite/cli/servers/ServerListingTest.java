package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.output.JsonListing;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;

/** Servers and changes of the pool as commands print them. */
class ServerListingTest {
    private static Server server(Server.State state, Optional<String> tag, OptionalDouble load, boolean online) {
        return new Server(
                new ServerId("bbb1"),
                URI.create("https://bbb1.example.com/bigbluebutton/api"),
                "bbb-secret",
                tag,
                state,
                online,
                2,
                load,
                new Server.Statistics(0, 0, 0, 0, online ? Optional.of("3.0.4") : Optional.empty()),
                new Server.PollCounters(0, 0));
    }

    private static String printed(Server server) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        ServerListing.print(server, out);
        out.flush();
        return text.toString();
    }

    @Test
    void listsAServerAsScalelite() {
        assertThat(printed(server(Server.State.ENABLED, Optional.of("webinar"), OptionalDouble.of(21), true)))
                .isEqualTo("""
                        id: bbb1
                        \turl: https://bbb1.example.com/bigbluebutton/api
                        \tsecret: bbb-secret
                        \ttag: webinar
                        \tenabled
                        \tload: 21.0
                        \tload multiplier: 2.0
                        \tbbb version: 3.0.4
                        \tonline
                        """);
    }

    @Test
    void omitsUnknownFields() {
        assertThat(printed(server(Server.State.DISABLED, Optional.empty(), OptionalDouble.empty(), false)))
                .isEqualTo("""
                        id: bbb1
                        \turl: https://bbb1.example.com/bigbluebutton/api
                        \tsecret: bbb-secret
                        \tdisabled
                        \tload: unavailable
                        \tload multiplier: 2.0
                        \toffline
                        """);
    }

    @Test
    void listsServersAsJson() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        JsonListing.print(
                List.of(ServerListing.entry(
                        server(Server.State.CORDONED, Optional.empty(), OptionalDouble.empty(), false))),
                out);
        out.flush();
        assertThat(text.toString()).isEqualToIgnoringWhitespace("""
                [ {"id": "bbb1", "url": "https://bbb1.example.com/bigbluebutton/api", "secret": "bbb-secret", "tag": null,
                "bbb_version": null, "state": "cordoned", "load": "unavailable", "load_multiplier": 2.0,
                "online": "offline"} ]""");
    }

    @Test
    void listsNothingAsAnEmptyArray() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        JsonListing.print(List.of(), out);
        out.flush();
        assertThat(text.toString()).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void stepsOfASyncHaveALineEach() {
        ServerId id = new ServerId("bbb1");
        PoolFile.Entry entry =
                new PoolFile.Entry(Optional.of(id), URI.create("https://a/api"), "hush", Optional.empty(), 2, "gpu");
        PoolFile.Entry plain =
                new PoolFile.Entry(Optional.of(id), URI.create("https://a/api"), "hush", Optional.of(false), 1, "");
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
                        "+ bbb1: url https://a/api, load_multiplier 1.0, disabled",
                        "~ bbb1: tag a → b, secret changed",
                        "- bbb1: removed",
                        "- bbb1: removed, its 1 meeting ended",
                        "- bbb1: removed, its 2 meetings ended",
                        "- bbb1: cordoned, because it has meetings; removed by a later sync");
        assertThat(steps).extracting(SyncStep::destroys).containsExactly(false, false, false, true, true, true, false);
    }
}
