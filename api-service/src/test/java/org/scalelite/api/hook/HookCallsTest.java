package org.scalelite.api.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.Answer;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.api.testing.TenantFrontEnd;
import org.scalelite.api.testing.TestSuite;
import org.scalelite.api.testing.TestTenants;
import org.scalelite.common.testing.TestDatabase;

/** The hook calls of front-ends (BBB reference, section 7). */
class HookCallsTest {
    private static final String URL = "https://moodle.example.org/hook?a=b&c=d";

    private final TestDatabase database = TestDatabase.migrated();
    private final TestSuite suite = new TestSuite(1).with("DATABASE_URL", database.url());

    @AfterEach
    void stop() {
        suite.close();
        database.close();
    }

    @Test
    void hookIsCreatedListedAndDestroyed() {
        FrontEnd frontEnd = suite.frontEnd();

        Answer created = frontEnd.get("hooks/create", "callbackURL", URL, "meetingID", "room-1", "eventID", "a,b");
        String id = created.text("hookID").orElseThrow();
        Answer list = frontEnd.get("hooks/list");
        Answer destroyed = frontEnd.get("hooks/destroy", "hookID", id);

        assertThat(UUID.fromString(id)).isNotNull();
        assertThat(created.body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><hookID>" + id
                        + "</hookID><permanentHook>false</permanentHook><rawData>false</rawData></response>");
        assertThat(list.body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><hooks><hook><hookID>" + id
                        + "</hookID><callbackURL><![CDATA[" + URL + "]]></callbackURL>"
                        + "<meetingID><![CDATA[room-1]]></meetingID><eventID>a,b</eventID>"
                        + "<permanentHook>false</permanentHook><rawData>false</rawData></hook></hooks></response>");
        assertThat(destroyed.body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><removed>true</removed></response>");
        assertThat(frontEnd.get("hooks/list").texts("hook")).isEmpty();
    }

    @Test
    void sameUrlGetsTheSameHook() {
        FrontEnd frontEnd = suite.frontEnd();
        String id =
                frontEnd.get("hooks/create", "callbackURL", URL).text("hookID").orElseThrow();

        Answer again = frontEnd.get("hooks/create", "callbackURL", URL, "meetingID", "room-1");

        assertThat(again.body())
                .isEqualTo("<response><returncode>SUCCESS</returncode><hookID>" + id
                        + "</hookID><messageKey>duplicateWarning</messageKey>"
                        + "<message>There is already a hook for this callback URL.</message></response>");
    }

    @Test
    void hooksOfAMeetingAndGlobalOnesAreListed() {
        FrontEnd frontEnd = suite.frontEnd();
        frontEnd.get("hooks/create", "callbackURL", URL + "1", "getRaw", "true");
        frontEnd.get("hooks/create", "callbackURL", URL + "2", "meetingID", "room-1");
        frontEnd.get("hooks/create", "callbackURL", URL + "3", "meetingID", "room-2");

        Answer list = frontEnd.get("hooks/list", "meetingID", "room-1");

        assertThat(list.texts("callbackURL")).containsExactly(URL + "1", URL + "2");
        assertThat(list.texts("rawData")).containsExactly("true", "false");
    }

    @ParameterizedTest
    @CsvSource({
        "hooks/create, x, missingParamCallbackURL, You must specify a callbackURL in the parameters.",
        "hooks/destroy, x, missingParamHookID, You must specify a hookID in the parameters.",
        "hooks/destroy, hookID, destroyMissingHook, The hook informed was not found."
    })
    void errorsAreThoseOfBbbWebhooks(String call, String parameter, String key, String message) {
        Answer answer = suite.frontEnd().get(call, parameter, "no-hook");

        assertThat(answer.messageKey()).isEqualTo(key);
        assertThat(answer.text("message")).contains(message);
    }

    @Test
    void wrongChecksumIsRefusedAndPingNeedsNone() {
        FrontEnd frontEnd = suite.frontEnd();

        Answer forged = frontEnd.getRaw("/hooks/list?checksum=" + "0".repeat(40));
        Answer ping = frontEnd.getRaw("/hooks/ping");

        assertThat(forged.messageKey()).isEqualTo("checksumError");
        assertThat(forged.text("message")).contains("You did not pass the checksum security check.");
        assertThat(ping.status()).isEqualTo(200);
        assertThat(ping.body()).isEqualTo("bbb-webhooks API up!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1/hook", "http://10.1.2.3/", "file:///etc/passwd", "http://169.254.169.254/"})
    void internalAddressIsRefused(String url) {
        FrontEnd frontEnd = suite.frontEnd();

        assertThat(frontEnd.get("hooks/create", "callbackURL", url).messageKey())
                .isEqualTo("createHookError");
        assertThat(frontEnd.get("hooks/list").texts("hook")).isEmpty();
    }

    @Test
    void tenantHasALimitOfHooks() {
        FrontEnd frontEnd = suite.with("HOOKS_PER_TENANT", "2").frontEnd();
        frontEnd.get("hooks/create", "callbackURL", URL + "1");
        frontEnd.get("hooks/create", "callbackURL", URL + "2");

        Answer third = frontEnd.get("hooks/create", "callbackURL", URL + "3");

        assertThat(third.messageKey()).isEqualTo("createHookError");
    }

    @Test
    void tenantsDoNotSeeHooksOfOthers() {
        ApiService replica = suite.with("URL_HOST", "sl.example.org")
                .with("MULTITENANCY_ENABLED", "true")
                .replica();
        TestTenants tenants = new TestTenants(suite, replica);
        TenantFrontEnd first = tenants.frontEnd("one", Map.of());
        TenantFrontEnd second = tenants.frontEnd("two", Map.of());

        String id = first.get("hooks/create", "callbackURL", URL).text("hookID").orElseThrow();

        assertThat(second.get("hooks/list").texts("hook")).isEmpty();
        assertThat(second.get("hooks/destroy", "hookID", id).messageKey()).isEqualTo("destroyMissingHook");
        assertThat(second.get("hooks/create", "callbackURL", URL).text("hookID"))
                .isNotEqualTo(Optional.of(id));
        assertThat(first.get("hooks/list").texts("hookID")).containsExactly(id);
    }

    @Test
    void withoutPostgresqlHooksAreNotSupported() {
        FrontEnd frontEnd = suite.with("DB_DISABLED", "true").frontEnd();

        assertThat(frontEnd.get("hooks/create", "callbackURL", URL).messageKey())
                .isEqualTo("unsupportedRequest");
    }
}
