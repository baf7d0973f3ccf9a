package org.scalelite.api.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalelite.api.console.oidc.OidcException.Cause;
import org.scalelite.api.console.testing.OpenIdProvider;
import org.scalelite.api.console.testing.OpenIdProvider.Fault;
import org.scalelite.api.http.QueryText;
import org.scalelite.common.config.AdminToken.Scope;
import org.scalelite.common.testing.RecordedLog;

/** A login against a provider that misbehaves. */
class OidcLoginTest {
    private static final URI CALLBACK = URI.create("https://sl.example.org/scalelite/console/oidc/callback");
    private static final String KEYS = "/keys";

    private final OpenIdProvider provider = new OpenIdProvider();
    private final OidcLogin login = new OidcLogin(
            new OidcConfig(
                    provider.issuer(),
                    OpenIdProvider.CLIENT,
                    Optional.of(OpenIdProvider.SECRET),
                    List.of("profile"),
                    "preferred_username",
                    "groups",
                    List.of("operators"),
                    List.of("support")),
            "key");

    @BeforeEach
    void user() {
        provider.login("ada", "operators");
    }

    @AfterEach
    void stop() {
        login.close();
        provider.close();
    }

    private record Answer(String cookie, Map<String, String> parameters) {}

    private Answer answer() {
        OidcLogin.Begun begun = login.begin("/scalelite/console", CALLBACK, Instant.now());
        String query = provider.redirect(begun.address()).getRawQuery();
        return new Answer(begun.cookie(), new QueryText(query).parameters());
    }

    private Optional<OidcUser> logIn() {
        Answer answer = answer();
        OidcFlow flow = login.flow(List.of(answer.cookie()), answer.parameters());
        return login.finish(flow, answer.parameters().getOrDefault("code", ""), CALLBACK, Instant.now());
    }

    private void assertThatLoginFails(Cause cause) {
        assertThatThrownBy(this::logIn)
                .isInstanceOfSatisfying(
                        OidcException.class, e -> assertThat(e.reason()).isEqualTo(cause));
    }

    @Test
    void asksTheProviderOnlyWhenAUserLogsIn() {
        assertThat(provider.asked()).isZero();
        assertThat(logIn()).contains(new OidcUser("ada", Scope.WRITE));
        assertThat(provider.asked()).isEqualTo(4);
        assertThat(logIn()).isPresent();
        assertThat(provider.asked()).as("document and keys are cached").isEqualTo(6);
    }

    @Test
    void sendsAChallengeAndNoSecretToTheBrowser() {
        OidcLogin.Begun begun = login.begin("/scalelite/console", CALLBACK, Instant.now());
        Map<String, String> query = new QueryText(begun.address().getRawQuery()).parameters();
        assertThat(query)
                .containsEntry("kc_theme", "dark")
                .containsEntry("response_type", "code")
                .containsEntry("client_id", OpenIdProvider.CLIENT)
                .containsEntry("redirect_uri", CALLBACK.toString())
                .containsEntry("scope", "openid profile")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "nonce", "code_challenge")
                .hasSize(9);
        assertThat(begun.address().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "DISCOVERY_IS_HUGE",
                "DISCOVERY_IS_HTML",
                "DISCOVERY_REDIRECTS",
                "DISCOVERY_OF_ANOTHER_ISSUER",
                "TOKEN_IS_HUGE",
                "TOKEN_CLIENT_UNKNOWN",
                "TOKEN_MISSING",
                "KEYS_ARE_HUGE",
                "KEYS_ARE_HTML"
            })
    void failsWithAProviderThatAnswersWrongly(Fault fault) {
        provider.inject(fault);
        try (RecordedLog log = new RecordedLog(OidcLogin.class)) {
            assertThatLoginFails(Cause.UNAVAILABLE);
            assertThat(log.lines())
                    .hasSize(1)
                    .noneMatch(line -> line.contains("secret of the client") || line.contains("ada"));
        }
        assertThat(provider.asked("/elsewhere")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"DISCOVERY_HANGS", "TOKEN_HANGS", "KEYS_HANG"})
    void endsCallsThatHang(Fault fault) {
        provider.inject(fault);
        Instant start = Instant.now();
        assertThatLoginFails(Cause.UNAVAILABLE);
        assertThat(Duration.between(start, Instant.now())).isLessThan(OidcClient.DEADLINE.multipliedBy(4));
    }

    @Test
    void remembersAFailedDiscoveryForSeconds() {
        provider.inject(Fault.DISCOVERY_IS_HTML);
        for (int i = 0; i < 100; i++) {
            assertThatLoginFails(Cause.UNAVAILABLE);
        }
        assertThat(provider.asked()).isLessThan(10);
        provider.inject(Fault.NONE);
        await().ignoreExceptions().until(() -> logIn().isPresent());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "ID_.*")
    void refusesWrongIdTokens(Fault fault) {
        provider.inject(fault);
        try (RecordedLog log = new RecordedLog(OidcLogin.class)) {
            assertThatLoginFails(Cause.REFUSED);
            assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("an ID token is refused: "));
        }
    }

    @Test
    void fetchesKeysAgainForAnUnknownKeyId() {
        assertThat(logIn()).isPresent();
        provider.rotateKey();
        assertThat(logIn()).isPresent();
        assertThat(provider.asked(KEYS)).isEqualTo(2);
    }

    @Test
    void limitsFetchesOfKeys() {
        provider.inject(Fault.ID_UNKNOWN_KEY);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(this::logIn).isInstanceOf(OidcException.class);
        }
        assertThat(provider.asked(KEYS)).isBetween(1L, 3L);
        provider.inject(Fault.NONE);
        assertThat(logIn()).as("known keys stay").isPresent();
    }

    @Test
    void knowsNoCodeTwice() {
        Answer answer = answer();
        OidcFlow flow = login.flow(List.of(answer.cookie()), answer.parameters());
        String code = answer.parameters().getOrDefault("code", "");
        assertThat(login.finish(flow, code, CALLBACK, Instant.now())).isPresent();
        assertThat(login.finish(flow, code, CALLBACK, Instant.now())).isEmpty();
    }

    @Test
    void redeemsCodesOfThisLoginOnly() {
        Answer own = answer();
        Answer other = answer();
        OidcFlow flow = login.flow(List.of(own.cookie()), own.parameters());
        String code = other.parameters().getOrDefault("code", "");
        assertThat(login.finish(flow, code, CALLBACK, Instant.now()))
                .as("the verifier is of another login")
                .isEmpty();
    }

    @Test
    void knowsLoginsOfThisBrowserOnly() {
        Answer answer = answer();
        String state = answer.parameters().getOrDefault("state", "");
        for (List<String> cookies : List.of(
                List.<String>of(),
                List.of("", "a.b.c", "x".repeat(8000)),
                List.of(answer().cookie()),
                List.of(answer.cookie() + "x"))) {
            assertThatThrownBy(() -> login.flow(cookies, answer.parameters()))
                    .isInstanceOfSatisfying(
                            OidcException.class, e -> assertThat(e.reason()).isEqualTo(Cause.UNKNOWN_LOGIN));
        }
        assertThatThrownBy(() -> login.flow(List.of(answer.cookie()), Map.of("code", "x")))
                .isInstanceOf(OidcException.class);
        assertThat(login.flow(List.of("other", answer.cookie()), Map.of("state", state))
                        .next())
                .isEqualTo("/scalelite/console");
    }

    @Test
    void forgetsLoginsAfterMinutes() {
        Instant earlier = Instant.now().minus(OidcFlow.LIFETIME).minusSeconds(5);
        OidcLogin.Begun begun = login.begin("/", CALLBACK, earlier);
        Map<String, String> answer =
                new QueryText(provider.redirect(begun.address()).getRawQuery()).parameters();
        assertThatThrownBy(() -> login.flow(List.of(begun.cookie()), answer)).hasMessageContaining("10 minutes");
    }

    @Test
    void repeatsErrorCodesOfTheProviderOnly() {
        Answer answer = answer();
        String state = answer.parameters().getOrDefault("state", "");
        assertThatThrownBy(() -> login.flow(List.of(answer.cookie()), Map.of("state", state, "error", "access_denied")))
                .hasMessageContaining("access_denied");
        assertThatThrownBy(
                        () -> login.flow(List.of(answer.cookie()), Map.of("state", state, "error", "<b>Call 555</b>")))
                .hasMessageEndingWith("unknown error.");
        assertThatThrownBy(() ->
                        login.flow(List.of(answer.cookie()), Map.of("state", state, "iss", "https://evil.example.org")))
                .hasMessageContaining("another OpenID provider");
    }

    @Test
    void endsTheSessionWhereTheProviderAnnouncesIt() {
        URI end = login.endSession(URI.create("https://sl.example.org/x")).orElseThrow();
        assertThat(end.getPath()).isEqualTo("/logout");
        assertThat(new QueryText(end.getRawQuery()).parameters())
                .containsOnly(
                        Map.entry("client_id", OpenIdProvider.CLIENT),
                        Map.entry("post_logout_redirect_uri", "https://sl.example.org/x"));
    }

    @Test
    void endsTheSessionHereWithoutTheProvider() {
        provider.inject(Fault.DISCOVERY_IS_HTML);
        assertThat(login.endSession(URI.create("https://sl.example.org/x"))).isEmpty();
    }
}
