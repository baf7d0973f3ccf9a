package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalelite.api.ApiService;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TestDatabase;

/** Whatever is sent: the answer is one that a program can read, never a failure of ours. */
class AdminFuzzTest {
    private static final String TOKEN = "fuzz-token-0123456789abcdefghijklmnopqrstuvwx";
    private static final int REQUESTS = 2_000;
    private static final List<String> READS = List.of(
            "getServers",
            "getServerInfo",
            "getTenants",
            "getTenantInfo",
            "getTenantSettings",
            "getMeetingList",
            "getMeetingHistory",
            "findMeeting",
            "getCallbacks",
            "getHooks",
            "getAuditLog",
            "getImportJobs",
            "getPoolStatus",
            "doctor",
            "getServerStatusList",
            "getPlacements",
            "getPlacementDryRun",
            "getServerStatus",
            "getServerEvents",
            "getDrainProgress",
            "getRecordingList",
            "getRecordingInfo",
            "getTenantUsage",
            "openapi.yml");
    private static final List<String> NAMES = List.of(
            "id",
            "server",
            "tenant",
            "setting",
            "url",
            "secret",
            "tag",
            "state",
            "load_multiplier",
            "keep_state",
            "skip_end_calls",
            "force",
            "name",
            "secrets",
            "lrs_endpoint",
            "kc_token_url",
            "max_users",
            "meetingID",
            "tenantId",
            "param",
            "value",
            "override",
            "from",
            "to",
            "limit",
            "offset",
            "serverId",
            "subject",
            "actor",
            "archive",
            "search",
            "recordID",
            "to",
            "before",
            "event",
            "x");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "servers",
            "server_load",
            "known",
            "*",
            "room",
            "enable",
            "https://a.example.org/api",
            "1",
            "-1",
            "1e999",
            "99999999999999999999",
            "NaN",
            "true",
            "null",
            "\u0000",
            "\ud800",
            "é\r\n",
            "a:b",
            "::",
            "%",
            "{}",
            "../../x",
            "<x>",
            "'; drop table x",
            "none",
            "dead",
            "x".repeat(3_000));

    private final Random random = new Random(20_260_101);

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String json(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0 ->
                any(List.of("null", "true", "false", "0", "-1", "1.5", "1e999", "123456789012345678901234567890"));
            case 1, 2, 3 -> "\"" + escaped(any(TEXTS)) + "\"";
            case 4 -> any(List.of("", "{", "]", "nul", "\"", "\u0001", "{\"id\":", "01", "+1", "[[[["));
            case 5 ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> json(depth + 1))
                        .collect(Collectors.joining(",", "[", "]"));
            default -> object(depth);
        };
    }

    private String object(int depth) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(_ -> "\"" + any(NAMES) + "\":" + json(depth + 1))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Mostly as JSON has it. */
    private String escaped(String text) {
        if (random.nextInt(20) == 0) {
            return text;
        }
        return text.chars()
                .mapToObj(c -> c < ' ' || c > '~' ? "\\u%04x".formatted(c) : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    private Reply change(AdminClient admin) {
        String body = random.nextInt(10) < 8 ? object(0) : json(0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(20) == 0) {
            random.nextBytes(bytes);
        }
        return admin.post(
                any(AdminClient.CHANGES),
                any(List.of(
                        "application/json", "text/plain", "application/x-www-form-urlencoded", "x/y; charset=utf-16")),
                bytes);
    }

    private Reply read(AdminClient admin) {
        List<String> parameters = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parameters.add(any(NAMES));
            parameters.add(any(TEXTS));
        }
        return admin.get(any(READS), parameters.toArray(String[]::new));
    }

    @Test
    void noRequestMakesTheApiFail() throws Exception {
        try (RecordedLog errors = new RecordedLog(Level.ERROR);
                TestDatabase database = TestDatabase.migrated();
                TestSuite suite = new TestSuite(1)
                        .with("MULTITENANCY_ENABLED", "true")
                        .with("DATABASE_URL", database.url())
                        .with("ADMIN_API_TOKENS", AdminClient.entry("fuzz", "write", TOKEN))) {
            ApiService replica = suite.replica();
            AdminClient admin = AdminClient.withToken(replica, TOKEN);
            for (int i = 0; i < REQUESTS; i++) {
                Reply reply = random.nextInt(3) == 0 ? read(admin) : change(admin);
                assertThat(reply.status())
                        .as("request %d: %s", i, reply.answer())
                        .isLessThan(500);
                assertThat(reply.answer().body()).doesNotContain("Exception", "\tat ", "java.", "org.scalelite");
            }
            for (int i = 0; i < 200; i++) {
                String query = random.ints(random.nextInt(40), '!', 256)
                        .mapToObj(c -> String.valueOf((char) c))
                        .collect(Collectors.joining());
                assertThat(Raw.get(replica, "/scalelite/api/" + any(READS) + "?" + query, TOKEN))
                        .as(query)
                        // Netty answers a raw control character in version 1.0.
                        .matches("(?s)HTTP/1.[01] [234].*");
            }
            assertThat(admin.send(HttpRequest.newBuilder(admin.raw("/getAuditLog")))
                            .status())
                    .isEqualTo(200);
            assertThat(errors.lines()).isEmpty();
        }
    }
}
