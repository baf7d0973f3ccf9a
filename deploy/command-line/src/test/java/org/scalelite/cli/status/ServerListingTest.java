package org.scalelite.cli.status;

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

/** Servers as commands print them. */
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
}
