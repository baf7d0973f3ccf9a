package org.scalelite.api.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.admin.AuditLog.AuditEntry;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;

/** What the pages show, and what their actions do. */
class ConsolePagesTest {
    @RegisterExtension
    private static final TestSuite suite =
            new TestSuite(2).with("ADMIN_API_TOKENS", Operator.TOKENS).with("CONSOLE_ENABLED", "true");

    private final ApiService api = suite.replica();
    private final FrontEnd frontEnd = new FrontEnd(api.uri(), TestSuite.SECRET);
    private final Operator ada = Operator.at(api.uri()).login(Operator.WRITE);

    private ServerId server(String url, String tag) {
        return suite.registry().online(URI.create(url), "secret", Optional.of(tag), 1);
    }

    private void create(String meetingId) {
        assertThat(frontEnd.get("create", "meetingID", meetingId, "name", "Room")
                        .isSuccess())
                .as(meetingId)
                .isTrue();
    }

    /** The page of the pool, which may be half a second old. */
    private void awaitPool(String... texts) {
        await().untilAsserted(() -> assertThat(ada.get("").text()).contains(texts));
    }

    private Server.State state(int index) {
        return suite.registry().servers().find(suite.id(index)).orElseThrow().state();
    }

    private List<AuditEntry> audited() {
        return new AuditLog(suite.registry().redis())
                .newest(new AuditLog.Query(Optional.empty(), Optional.of("console:ada"), 10));
    }

    @Test
    void showsServersFilteredAndSorted() {
        server("https://b.example.org/bigbluebutton/api", "gpu");
        server("https://a.example.org/bigbluebutton/api", "gpu");
        suite.registry().servers().changeState(suite.id(0), Server.State.CORDONED);
        awaitPool("3 of 4 available", "a.example.org", "b.example.org");
        String descending = ada.get("?text=EXAMPLE&sort=-host").text();
        assertThat(descending.indexOf("b.example.org")).isBetween(1, descending.indexOf("a.example.org"));
        assertThat(descending).contains("aria-sort=\"descending\"");
        String cordoned = ada.get("?state=cordoned").text();
        assertThat(cordoned).contains("id=" + suite.id(0)).doesNotContain("id=" + suite.id(1));
        assertThat(ada.get("?text=nothing").text()).contains("No server matches");
    }

    @Test
    void tellsHowToAddTheFirstServer() {
        for (int i = 0; i < 2; i++) {
            suite.registry().servers().remove(suite.id(i), true);
        }
        awaitPool("There are no servers yet", "scalelite servers add");
    }

    @Test
    void changesTheStateOfAServerInTheOperatorsName() {
        String id = suite.id(0).value();
        assertThat(ada.get("/action?action=cordon&id=" + id).text())
                .contains("0 meetings with 0 users stay", "1 other server");
        Reply done = ada.post("/action", Map.of("id", id, "action", "cordon"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(state(0)).isEqualTo(Server.State.CORDONED);
        assertThat(ada.get("/server?done=cordoned&id=" + id).text()).contains("The server is cordoned", "draining");
        assertThat(ada.get("/server?done=%3Cb%3E&id=" + id).text()).doesNotContain("toast");
        ada.post("/action", Map.of("id", id, "action", "disable"));
        assertThat(state(0)).isEqualTo(Server.State.DISABLED);
        ada.post("/action", Map.of("id", id, "action", "enable"));
        assertThat(state(0)).isEqualTo(Server.State.ENABLED);
        assertThat(audited())
                .extracting(AuditEntry::action)
                .containsOnly("server.update")
                .hasSize(3);
        assertThat(ada.get("/audit?actor=console:").text()).contains("console:ada", "server.update");
    }

    @Test
    void panicsOnlyIfTheHostIsTyped() {
        create("lecture");
        int index = suite.servers().indexOf(suite.host("lecture"));
        String id = suite.id(index).value();
        Map<String, String> wrong = Map.of("id", id, "action", "panic", "typed", "another");
        assertThat(ada.post("/action", wrong).status()).isEqualTo(400);
        assertThat(ada.post("/action", Map.of("id", id, "action", "panic")).status())
                .isEqualTo(400);
        assertThat(suite.hosting("lecture")).hasSize(1);
        String host = suite.host("lecture").apiUrl().getHost();
        assertThat(ada.post("/action", Map.of("id", id, "action", "panic", "typed", host))
                        .status())
                .isEqualTo(303);
        assertThat(state(index)).isEqualTo(Server.State.DISABLED);
        assertThat(suite.hosting("lecture")).isEmpty();
        assertThat(audited()).extracting(AuditEntry::action).contains("server.panic");
    }

    @Test
    void findsAndEndsAMeeting() {
        create("Lecture 7");
        create("seminar");
        assertThat(ada.get("/meetings?q=LECTURE").text())
                .contains("/scalelite/console/meeting?id=Lecture+7")
                .doesNotContain("seminar");
        String internalId = ChecksumAlgorithm.SHA1.hex("Lecture 7") + "-1767603600123";
        assertThat(ada.get("/meetings?q=" + internalId).text())
                .contains("Lecture 7")
                .doesNotContain("seminar");
        assertThat(ada.get("/meeting?id=Lecture+7").text())
                .contains("Joins", "possible", "Placement", "15 users expected (minimum)", "chosen");
        assertThat(ada.post("/end", Map.of("id", "Lecture 7", "typed", "no")).status())
                .isEqualTo(400);
        assertThat(ada.post("/end", Map.of("id", "Lecture 7", "tenant", "", "typed", "end"))
                        .status())
                .isEqualTo(303);
        assertThat(suite.hosting("Lecture 7")).isEmpty();
        assertThat(audited()).extracting(AuditEntry::subject).containsExactly("Lecture 7");
        assertThat(ada.get("/meeting?id=Lecture+7").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\u202eterces\u202c", "a'b&c%d"})
    void escapesHostileMeetingIds(String id) {
        create(id);
        String host = suite.idOf(suite.host(id)).value();
        for (String page : new String[] {"/meetings", "/server?id=" + host}) {
            assertThat(ada.get(page).text())
                    .contains("<bdi>")
                    .doesNotContain("<script>alert", "<img")
                    .doesNotContainPattern("bdi>[^<]*[\"'][^<]*<img");
        }
        Reply page = ada.get("/meeting", Map.of("id", id));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("<script>alert", "<img");
        assertThat(ada.get("/meetings", Map.of("q", id)).text())
                .contains("1 meeting")
                .doesNotContain("<script>alert");
    }

    @Test
    void shortensLongMeetingIds() {
        String id = "x".repeat(250);
        create(id);
        assertThat(ada.get("/meetings").text()).contains("x".repeat(80) + "…").doesNotContain(">" + id);
        assertThat(ada.get("/meeting?id=" + id).text()).contains(id);
        assertThat(ada.get("/meeting?id=" + "y".repeat(3_000)).status()).isEqualTo(404);
        assertThat(ada.get("/server?id=" + "y".repeat(3_000)).status()).isEqualTo(404);
    }

    @Test
    void escapesHostileNamesOfServers() {
        server("https://evil.example.org/bigbluebutton/api", "<script>alert(2)</script>");
        awaitPool("&lt;script&gt;alert(2)&lt;/script&gt;");
        assertThat(ada.get("").text()).doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/server", "/action", "/meeting", "/end", "/action?id=x&action=explode"})
    void reportsIncompleteLinks(String page) {
        Reply reply = ada.get(page);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("<h1>Error 400</h1>");
    }

    @Test
    void showsNoSecret() {
        // Before the change: a server with another secret than its registered one refuses to create a meeting.
        create("lecture");
        suite.registry().servers().update(suite.id(1), ServerUpdate.nothing().withSecret("changed-secret"));
        StringBuilder all = new StringBuilder();
        for (String page : new String[] {
            "",
            "/server?id=" + suite.id(0),
            "/action?action=panic&id=" + suite.id(0),
            "/meetings",
            "/meeting?id=lecture",
            "/recordings",
            "/callbacks",
            "/tenants",
            "/history",
            "/recorded",
            "/events",
            "/doctor",
            "/audit"
        }) {
            Reply reply = ada.get(page);
            assertThat(reply.status()).as(page).isEqualTo(200);
            all.append(reply.text());
        }
        assertThat(all.toString())
                .contains("server.update")
                .doesNotContain("changed-secret", suite.server(0).secret(), TestSuite.SECRET, Operator.WRITE);
    }
}
