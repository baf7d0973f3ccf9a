package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.api.admin.AdminClient.Reply;
import org.scalelite.api.testing.TestSuite;

/**
 * The bodies that typed clients send and receive, compared byte by byte with what was recorded from Scalelite 1.8.5
 * (specification, section 6).
 */
class AdminJsonBodiesTest extends ScaleliteRedis {
    private static final String SERVER = "6cf5d4bb-1bf8-4a3c-ae0e-000000000001";
    private static final String TENANT = "2d9a5c5e-1bf8-4a3c-ae0e-000000000001";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final AdminClient admin =
            AdminClient.signing(suite.with("MULTITENANCY_ENABLED", "true").replica(), TestSuite.SECRET);

    @Override
    void fillAsScaleliteDoes() {
        redis.sadd(key("servers"), SERVER);
        redis.hset(
                key("server:" + SERVER),
                Map.of("url", "https://a/api", "secret", "s", "load_multiplier", "1.0", "state", "enabled"));
        redis.hset(key("server:" + SERVER), "online", "true");
        redis.sadd(key("server_enabled"), SERVER);
        redis.zadd(key("server_load"), 60, SERVER);
        redis.sadd(key("tenants"), TENANT);
        redis.hset(
                key("tenant:" + TENANT),
                Map.of(
                        "name", "school",
                        "secrets", "one:two",
                        "lrs_endpoint", "https://lrs.example.org",
                        "lrs_username", "u",
                        "lrs_password", "lrs-pass",
                        "kc_client_secret", "kc"));
        redis.hset(key("tenant_name:school"), "id", TENANT);
    }

    /** What is asked, and the answer; {@code S} and {@code T} stand for the ids, {@code UUID} for a new one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            getServers | | 200 | [{"id":"S","url":"https://a/api","secret":"s","tag":"","bbb_version":"","state":"enabled","load":60.0,"load_multiplier":"1.0","online":"online"}]
            getServerInfo?id=S | | 200 | {"id":"S","url":"https://a/api","secret":"s","tag":"","bbb_version":"","state":"enabled","load":60.0,"load_multiplier":"1.0","online":"online"}
            addServer | {"server":{"url":"https://b/api","secret":"x"}} | 201 | {"id":"UUID","url":"https://b/api","secret":"x","tag":"","bbb_version":"","state":"disabled","load":"unavailable","load_multiplier":"1.0","online":"offline"}
            addServer | {"url":"https://b/api","secret":"x","load_multiplier":2.5,"tag":"gpu"} | 201 | {"id":"UUID","url":"https://b/api","secret":"x","tag":"gpu","bbb_version":"","state":"disabled","load":"unavailable","load_multiplier":"2.5","online":"offline"}
            updateServer | {"id":"S","server":{"load_multiplier":2}} | 200 | {"id":"S","url":"https://a/api","secret":"s","tag":"","bbb_version":"","state":"enabled","load":60.0,"load_multiplier":"2.0","online":"online"}
            updateServer | {"id":"S","tag":"gpu"} | 200 | {"id":"S","url":"https://a/api","secret":"s","tag":"gpu","bbb_version":"","state":"enabled","load":60.0,"load_multiplier":"1.0","online":"online"}
            updateServer | {"id":"S"} | 200 | {"id":"S","url":"https://a/api","secret":"s","tag":"","bbb_version":"","state":"enabled","load":60.0,"load_multiplier":"1.0","online":"online"}
            updateServer?id=S | {"server":{"tag":"gpu"}} | 200 | {"id":"S","url":"https://a/api","secret":"s","tag":"gpu","bbb_version":"","state":"enabled","load":60.0,"load_multiplier":"1.0","online":"online"}
            updateServer?id=S | | 200 | {"id":"S","url":"https://a/api","secret":"s","tag":"","bbb_version":"","state":"enabled","load":60.0,"load_multiplier":"1.0","online":"online"}
            updateServer?id=S | {"id":"other","server":{}} | 200 | {"id":"S","url":"https://a/api","secret":"s","tag":"","bbb_version":"","state":"enabled","load":60.0,"load_multiplier":"1.0","online":"online"}
            deleteServer?id=S | | 200 | {"success":"Server id=S was destroyed"}
            getTenants | | 200 | [{"id":"T","name":"school","secrets":"one:two"}]
            addTenant | {"tenant":{"name":"uni","secrets":"a:b"}} | 201 | {"tenant":{"name":"uni","secrets":"a:b","new_record":false,"destroyed":false,"id":"UUID"}}
            addTenant | {"name":"uni","secrets":"a:b"} | 201 | {"tenant":{"name":"uni","secrets":"a:b","new_record":false,"destroyed":false,"id":"UUID"}}
            updateTenant | {"id":"T","tenant":{"name":"uni"}} | 200 | {"tenant":{"name":"uni","secrets":"one:two","new_record":false,"destroyed":false,"id":"T"}}
            updateTenant?id=T | {"secrets":"c"} | 200 | {"tenant":{"name":"school","secrets":"c","new_record":false,"destroyed":false,"id":"T"}}
            deleteTenant?id=T | | 200 | {"success":"Tenant id=T was destroyed"}
            """)
    void isAnsweredAsScaleliteDid(String call, @Nullable String body, int status, String answer) {
        Reply reply = send(call, body);

        assertThat(UUID.matcher(reply.answer().body()).replaceAll(id -> switch (id.group()) {
                    case SERVER -> "S";
                    case TENANT -> "T";
                    default -> "UUID";
                }))
                .isEqualTo(answer);
        assertThat(reply.status()).isEqualTo(status);
    }

    private Reply send(String call, @Nullable String body) {
        String[] parts = call.split("\\?id=", -1);
        String[] parameters = parts.length == 1 ? new String[0] : new String[] {"id", withIds(parts[1])};
        HttpRequest.Builder request = HttpRequest.newBuilder(admin.address(parts[0], parameters));
        if (parts[0].startsWith("get")) {
            return admin.send(request.GET());
        }
        String json = body == null ? "" : withIds(body);
        return admin.send(
                request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static String withIds(String text) {
        return text.replaceAll("\\bS\\b", SERVER).replaceAll("\\bT\\b", TENANT);
    }

    @Test
    void withoutTenantsTheMessageIsScalelites() {
        redis.del(key("tenants"));
        Reply reply = admin.get("getTenants");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.answer().body()).isEqualTo("{\"message\":\"No tenants exist\"}");
    }
}
