package org.scalelite.api.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.console.testing.Operator;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.server.ServerEvents;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantRegistry;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.simulator.control.Fault;

/** What the pages show of the stores; each test has an API of its own, which keeps nothing of another test. */
class ConsoleStoredPagesTest {
    private final TestDatabase database = TestDatabase.migrated();
    private final TestSuite suite = new TestSuite(2)
            .with("ADMIN_API_TOKENS", Operator.TOKENS)
            .with("CONSOLE_ENABLED", "true")
            .with("DATABASE_URL", database.url());
    private final Operator ada = Operator.at(suite.replica().uri()).login(Operator.WRITE);

    @AfterEach
    void stop() {
        suite.close();
        database.close();
    }

    @Test
    void showsThreeHundredServersWithinTheByteBudget() {
        List<ServerId> servers = IntStream.range(0, 300)
                .mapToObj(i -> server("https://bbb%03d.campus.example.org/bigbluebutton/api".formatted(i)))
                .toList();
        database.run("insert into pool_samples (sampled_at, server_id, meetings, users, load)"
                + " select now() - n * interval '1 minute', '%s', 1, n * 7919 %% 97, 0 from generate_series(0, 58) n"
                        .formatted(servers.getFirst()));
        database.run("insert into pool_samples (sampled_at, server_id, meetings, users, load) select sampled_at, id,"
                + " meetings, abs(hashtext(id || sampled_at) %% 97), load from pool_samples, unnest('{%s}'::varchar[]) id"
                        .formatted(servers.stream().skip(1).map(ServerId::value).collect(Collectors.joining(","))));
        // No page waits for samples for more than a second.
        await().untilAsserted(() -> {
            String page = ada.get("").text();
            assertThat(page).contains("bbb000.campus", "bbb299.campus");
            assertThat(page.split("class=\"spark\"", -1)).hasSize(1 + 300 + 1);
        });
        Reply sent = ada.with("Accept-Encoding", "gzip").get("");
        int bytes = sent.body().length;
        for (String asset : new String[] {"console.css", "console.js", "htmx.js", "sse.js", "icon.svg"}) {
            bytes += ada.with("Accept-Encoding", "gzip").get("/assets/" + asset).body().length;
        }
        assertThat(bytes).as("bytes of the first page").isLessThan(150_000);
    }

    @Test
    void countsWorkThatWaits() {
        database.run("insert into failed_archives (archive, directory, bytes, attempts, reason, failed_at)"
                + " values ('a.tar', '/spool', 1, 1, 'no', now())");
        database.run("insert into outbound_callbacks (state, kind, meeting_id, url, destination, next_attempt_at,"
                + " give_up_at) select state, 'meeting_ended', 'm', 'https://a.example.org/x', 'https://a.example.org',"
                + " now(), now() + interval '1 day' from unnest('{dead,pending,pending}'::varchar[]) state");
        assertThat(ada.get("").text())
                .contains("1 failed imports", "2 pending callbacks", "1 dead callbacks")
                .doesNotContain("queued imports");
    }

    @Test
    void showsMeetingsThatRan() {
        database.run("insert into meeting_runs (internal_id, server_id, host, tenant_id, meeting_id, created_at,"
                + " last_seen_at, ended_at, peak_users, user_millis, recorded) select 'run-' || n, 's-1',"
                + " 'bbb1.example.org', case when n < 100 then 't-1' end, 'room <b>' || n,"
                + " now() - n * interval '1 hour', now(), now(), n, 3600000, n = 3 from generate_series(1, 120) n");
        String first = ada.get("/history").text();
        assertThat(first)
                .contains("120 meetings ran", "120.0 hours of users", "largest: 120 users", "1 recorded")
                .contains("1 to 100 of 120", "page=2", "/scalelite/console/recorded?q=run-3")
                .doesNotContain("<b>1");
        assertThat(ada.get("/history?page=2").text()).contains("101 to 120 of 120");
        assertThat(ada.get("/history?days=1").text()).contains("23 meetings ran");
        assertThat(ada.get("/history", Map.of("meeting", "room <b>7")).text()).contains("1 meeting ran");
        assertThat(ada.get("/history?tenant=t-1&server=bbb1.example.org").text())
                .contains("99 meetings ran");
        assertThat(ada.get("/history?server=unknown").text()).contains("No meeting was found");
    }

    @Test
    void searchesRecordings() {
        String recordId = ChecksumAlgorithm.SHA1.hex("room") + "-1";
        database.run(
                "insert into recordings (id, record_id, meeting_id, name, published, state, starttime, protected)"
                        + " values (1, '" + recordId + "', 'room', '100% <Algebra>', true, 'published', now(), false),"
                        + " (2, 'abd-2', 'other', 'Geometry', false, 'unpublished', now(), true);"
                        + " insert into metadata (recording_id, key, value) values (1, 'tenant-id', 't-1');"
                        + " insert into playback_formats (recording_id, format, url, length) values"
                        + " (1, 'presentation', '/playback/presentation/2.3/abc-1', 5), (2, 'video', 'javascript:alert(1)', 5)");
        assertThat(ada.get("/recorded").text())
                .contains("1 to 2 of 2", "href=\"/playback/presentation/2.3/abc-1\"", "unpublished", "protected")
                .doesNotContain("<Algebra>", "javascript:");
        for (String query : new String[] {
            "q=room", "q=" + recordId.substring(0, 8), "name=0%25+%3CALG", "tenant=t-1", "state=published"
        }) {
            assertThat(ada.get("/recorded?" + query).text()).as(query).contains("1 to 1 of 1", recordId);
        }
        assertThat(ada.get("/recorded?name=_lgebra").text()).contains("No recording was found");
    }

    @Test
    void showsTheNewestEvents() {
        ServerEvents events = new ServerEvents(suite.registry().redis());
        for (int i = 0; i < 15; i++) {
            events.write(suite.id(0), "suspect", "reason " + i + " <i>");
        }
        events.write(suite.id(1), "offline", "refused");
        String all = ada.get("/events").text();
        assertThat(all).contains("reason 14", "reason 0", "refused").doesNotContain("<i>");
        assertThat(all.indexOf("reason 14")).isLessThan(all.indexOf("reason 0"));
        assertThat(ada.get("/events?event=offline").text()).contains("refused").doesNotContain("reason");
        assertThat(ada.get("/events?server=" + suite.id(0)).text())
                .contains("reason")
                .doesNotContain("refused");
        assertThat(ada.get("/events?server=unknown&event=x").text()).contains("No event was found");
    }

    @Test
    void changesSettingsOfATenant() {
        TenantRegistry tenants = new TenantRegistry(suite.registry().redis(), Actor.SUITE);
        tenants.add(Map.of(TenantField.NAME, "school", TenantField.SECRETS, "tenant-secret:other"));
        String id = tenants.all().getFirst().id();
        ada.post("/tenant", Map.of("id", id, "parameter", "record", "value", "<no>", "override", "true"));
        ada.post("/tenant", Map.of("id", id, "parameter", "moderatorPW", "value", "mod-secret"));
        assertThat(ada.get("/tenant?id=" + id).text())
                .contains("2 set", "record", "&lt;no&gt;", "override", "(hidden)")
                .doesNotContain("tenant-secret", "mod-secret", "<no>");
        String setting = tenants.find(id).orElseThrow().settings().getFirst().id();
        assertThat(ada.post("/tenant", Map.of("id", id, "setting", setting)).status())
                .isEqualTo(303);
        assertThat(tenants.find(id).orElseThrow().settings()).hasSize(1);
        assertThat(new AuditLog(suite.registry().redis())
                        .newest(new AuditLog.Query(Optional.empty(), Optional.of("console:ada"), 10)))
                .hasSize(3);
        assertThat(ada.post("/tenant", Map.of("id", "unknown", "parameter", "record"))
                        .status())
                .isEqualTo(404);
        assertThat(ada.get("/tenant?id=unknown").status()).isEqualTo(404);
    }

    @Test
    void showsFindingsWithCures() {
        suite.server(1).inject(new Fault.RefuseConnections());
        database.run("insert into failed_archives (archive, directory, bytes, attempts, reason, failed_at)"
                + " values ('a.tar', '/spool', 1, 1, 'no', now())");
        String page = ada.get("/doctor").text();
        assertThat(page)
                .contains("connection refused", "bbb-conf --restart", "1 archive could not be imported")
                .contains("its clock agrees", "PostgreSQL", "badge bad")
                .doesNotContain(suite.server(0).secret());
    }

    private ServerId server(String url) {
        return suite.registry().online(URI.create(url), "secret", Optional.empty(), 1);
    }
}
