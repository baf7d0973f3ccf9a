package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.TestDatabase;

/** The history of meetings, from a real PostgreSQL. */
class AdminHistoryTest {
    private static final String TOKEN = "history-token-0123456789abcdefghijklmnopqrst";

    private final TestDatabase database = TestDatabase.migrated();
    private final TestSuite suite = new TestSuite(1)
            .with("ADMIN_API_TOKENS", AdminClient.entry("reader", "read", TOKEN))
            .with("DATABASE_URL", database.url());
    private final AdminClient admin = AdminClient.withToken(suite.replica(), TOKEN);

    @AfterEach
    void stop() {
        suite.close();
        database.close();
    }

    @Test
    void historyIsFilteredAndPaged() {
        database.run("insert into meeting_runs (internal_id, server_id, host, tenant_id, meeting_id, created_at,"
                + " last_seen_at, ended_at, peak_users, user_millis, recorded) values"
                + " ('a-1', 's-1', 'bbb1', 't-1', 'room', '2026-01-05T09:00Z', '2026-01-05T10:00Z', '2026-01-05T10:01Z',"
                + " 7, 90000, true),"
                + " ('a-2', 's-1', 'bbb1', null, 'room', '2026-01-06T09:00Z', '2026-01-06T10:00Z', null, 0, 0, false)");
        JsonNode all = admin.get("getMeetingHistory", "meetingID", "room", "limit", "1")
                .json();
        assertThat(all.toString())
                .isEqualTo("{\"meetings\":[{\"meeting_id\":\"room\",\"internal_meeting_id\":\"a-2\",\"tenant_id\":null,"
                        + "\"server_id\":\"s-1\",\"server_host\":\"bbb1\",\"created_at\":\"2026-01-06T09:00:00Z\","
                        + "\"last_seen_at\":\"2026-01-06T10:00:00Z\",\"ended_at\":null,\"peak_users\":0,"
                        + "\"user_minutes\":0.0,\"recorded\":false}],\"total\":2}");
        JsonNode second = admin.get("getMeetingHistory", "limit", "1", "offset", "1")
                .json()
                .get("meetings")
                .get(0);
        assertThat(second.get("ended_at").textValue()).isEqualTo("2026-01-05T10:01:00Z");
        assertThat(second.get("user_minutes").doubleValue()).isEqualTo(1.5);
        for (String[] filter : new String[][] {
            {"tenantId", "t-1"},
            {"to", "2026-01-06"},
            {"meetingID", "a-1"},
            {"from", "2026-01-05", "to", "2026-01-05T09:01Z"}
        }) {
            assertThat(admin.get("getMeetingHistory", filter).json().findValuesAsText("internal_meeting_id"))
                    .as(String.join(" ", filter))
                    .containsExactly("a-1");
        }
        assertThat(admin.get("getMeetingHistory", "serverId", "bbb2").json().toString())
                .isEqualTo("{\"meetings\":[],\"total\":0}");
        assertThat(admin.get("getMeetingHistory", "from", "yesterday").error())
                .isEqualTo(
                        "from is 'yesterday', which is no time: give one such as 2026-01-31 or 2026-01-31T09:00:00Z");
        assertThat(admin.get("getMeetingHistory", "limit", "1001").status()).isEqualTo(400);
    }
}
