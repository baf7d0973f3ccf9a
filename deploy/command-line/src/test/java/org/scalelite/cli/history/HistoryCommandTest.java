package org.scalelite.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.testing.TestDatabase;

/** {@code scalelite history} over a real PostgreSQL, with the names of servers and tenants from a real Redis. */
class HistoryCommandTest {
    private final TestDatabase database = TestDatabase.migrated();
    private final CommandLineFixture cli = new CommandLineFixture().with("DATABASE_URL", database.url());

    @AfterEach
    void close() {
        cli.close();
        database.close();
    }

    @BeforeEach
    void fill() {
        String server = cli.add("https://bbb1.example.org/bigbluebutton/api");
        database.run("insert into meeting_runs (internal_id, server_id, host, tenant_id, meeting_id, created_at,"
                + " last_seen_at, ended_at, peak_users, user_millis, recorded) values"
                + " ('a-1', '" + server + "', 'bbb1.example.org', null, '=cmd|''/c calc''!A1', '2026-01-05T09:00Z',"
                + " '2026-01-05T10:00Z', '2026-01-05T10:01Z', 7, 90000, true),"
                + " ('a-2', 'removed', 'bbb2.example.org', 't-1', E'room \"2\",\\x1b', '2026-01-06T09:00Z',"
                + " '2026-01-06T10:00Z', null, 0, 0, false)");
    }

    @Test
    void listsLastCreatedFirst() {
        Outcome result = cli.run("history");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("CREATED +ENDED +MEETING +TENANT +SERVER +PEAK USERS +USER.*"),
                        line -> assertThat(line)
                                .matches("2026-01-06T09:00:00Z +room \"2\",\\? +t-1 +bbb2.example.org +0 +0.0 +no"),
                        line -> assertThat(line)
                                .matches("2026-01-05T09:00:00Z +2026-01-05T10:01:00Z +=cmd.* bbb1.* 7 +1.5 +yes"));
        assertThat(cli.run("history", "--limit", "1").out())
                .contains("t-1", "… and 1 more")
                .doesNotContain("=cmd");
    }

    @ParameterizedTest
    @CsvSource({
        "--server, BBB1.example.org, a-1",
        "--server, bbb2.example.org, a-2",
        "--server, removed, a-2",
        "--tenant, t-1, a-2",
        "--meeting, a-1, a-1",
        "--from, 2026-01-06, a-2",
        "--to, 2026-01-05T09:01, a-1"
    })
    void filters(String option, String value, String internalId) {
        assertThat(cli.run("history", "--json", option, value).out())
                .contains("\"internal_meeting_id\" : \"%s\"".formatted(internalId))
                .containsOnlyOnce("internal_meeting_id");
    }

    @Test
    void rejectsUnknownNamesAndTimes() {
        Outcome unknown = cli.run("history", "--csv", "--server", "bbb3.example.org");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("did you mean bbb1.example.org?");
        assertThat(cli.run("history", "--tenant", "t-2").err()).contains("Couldn't find tenant with id=t-2");
        Outcome time = cli.run("history", "--from", "yesterday");
        assertThat(time.exitCode()).isEqualTo(2);
        assertThat(time.err()).contains("--from is 'yesterday', which is no time");
        assertThat(cli.run("history", "--csv", "--json").exitCode()).isEqualTo(2);
        assertThat(cli.run("history", "--to", "2020-01-01").out()).isEqualTo("No meetings\n");
        assertThat(cli.run("history", "--to", "2020-01-01", "--json").out()).isEqualTo("[ ]\n");
    }

    @Test
    void csvHasNoFormulasAndAllRows() {
        database.run("insert into meeting_runs (internal_id, server_id, host, meeting_id, created_at, last_seen_at)"
                + " select 'b-' || n, 'removed', 'bbb2.example.org', 'many', '2026-01-04', '2026-01-04'"
                + " from generate_series(1, 1500) n");
        Outcome result = cli.run("history", "--csv");
        assertThat(result.exitCode()).isZero();
        String[] lines = result.out().split("\r\n", -1);
        assertThat(lines).hasSize(1504);
        assertThat(lines[0])
                .isEqualTo("meeting_id,internal_meeting_id,tenant_id,server_id,server_host,created_at,last_seen_at,"
                        + "ended_at,peak_users,user_minutes,recorded");
        assertThat(lines[1])
                .isEqualTo("\"room \"\"2\"\",?\",\"a-2\",\"t-1\",\"removed\",\"bbb2.example.org\","
                        + "\"2026-01-06T09:00:00Z\",\"2026-01-06T10:00:00Z\",,0,0.0,false");
        assertThat(lines[2]).startsWith("\"'=cmd|'/c calc'!A1\",\"a-1\",,").endsWith(",7,1.5,true");
        assertThat(cli.run("history", "--csv", "--limit", "3").out().split("\r\n", -1))
                .hasSize(5);
    }
}
