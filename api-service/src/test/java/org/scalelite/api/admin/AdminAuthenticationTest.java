package org.scalelite.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.api.bbb.ChecksumVerifier;
import org.scalelite.api.http.HttpConfig;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.api.limit.WrongChecksums;
import org.scalelite.api.testing.Peer;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.config.AdminToken;
import org.scalelite.common.config.AdminToken.Scope;
import org.scalelite.common.config.Settings;

/** Callers of the admin API (specification, sections 5.3 and 6); {@link AdminAccessTest} calls it over HTTP. */
class AdminAuthenticationTest {
    private static final String READ = "read-token-0123456789";
    private static final String WRITE = "write-token-0123456789";

    private final AdminAuthentication authentication = authentication();

    private static AdminAuthentication authentication(String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "LOADBALANCER_SECRET", "first",
                "LOADBALANCER_SECRETS", "second",
                "ADMIN_API_TOKENS",
                        AdminToken.of("dashboard", Scope.READ, READ).entry() + ","
                                + AdminToken.of("robot", Scope.WRITE, WRITE).entry()));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        Settings settings = Settings.of(variables);
        HttpConfig http = HttpConfig.of(settings);
        WrongAttempts attempts = new WrongAttempts(http);
        return new AdminAuthentication(
                http, AdminConfig.of(settings), new ChecksumVerifier(http), attempts, new WrongChecksums(attempts));
    }

    private static HttpRequest<?> request(@Nullable String authorization) {
        MutableHttpRequest<Object> request = HttpRequest.GET("/scalelite/api/getServers");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return Peer.from("203.0.113.7", request);
    }

    private static QueryText signed(ChecksumAlgorithm algorithm, String secret, String call) {
        return new QueryText("checksum=" + algorithm.hex(call + secret));
    }

    private Actor withToken(String token, Scope needed) {
        return authentication.caller(request("Bearer " + token), "getServers", new QueryText(""), needed);
    }

    private Actor withChecksum(QueryText query) {
        return authentication.caller(request(null), "getServers", query, Scope.WRITE);
    }

    /** The caller of a request with a right checksum. */
    private static Actor signedCaller(AdminAuthentication authentication, @Nullable String header) {
        return authentication.caller(
                request(header), "getServers", signed(ChecksumAlgorithm.SHA256, "first", "getServers"), Scope.WRITE);
    }

    private static void isRefused(ThrowingCallable call, int status, String reason, String challenge) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AdminException.class, e -> {
            assertThat(e.response().code()).isEqualTo(status);
            assertThat(String.valueOf(e.response().body())).contains(reason);
            assertThat(e.response().getHeaders().get("WWW-Authenticate")).contains(challenge);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void everySecretOfTheLoadBalancerSigns(String secret) {
        assertThat(withChecksum(signed(ChecksumAlgorithm.SHA256, secret, "getServers"))
                        .name())
                .startsWith("checksum:");
    }

    @ParameterizedTest
    @EnumSource(ChecksumAlgorithm.class)
    void everyAlgorithmOfTheBbbApiCounts(ChecksumAlgorithm algorithm) {
        assertThat(withChecksum(signed(algorithm, "first", "getServers")).name())
                .startsWith("checksum:");
    }

    @Test
    void actorTellsTheSecretsApart() {
        assertThat(withChecksum(signed(ChecksumAlgorithm.SHA1, "first", "getServers")))
                .isEqualTo(withChecksum(signed(ChecksumAlgorithm.SHA256, "first", "getServers")))
                .isNotEqualTo(withChecksum(signed(ChecksumAlgorithm.SHA1, "second", "getServers")));
    }

    @ParameterizedTest
    @CsvSource({"wrong, getServers", "'', getServers", "first, getTenants"})
    void refusesOtherChecksums(String secret, String call) {
        QueryText query = signed(ChecksumAlgorithm.SHA256, secret, call);
        assertThatThrownBy(() -> withChecksum(query))
                .isInstanceOfSatisfying(
                        BbbException.class, e -> assertThat(e.error()).isEqualTo(BbbError.checksum()));
    }

    @Test
    void refusesACallWithoutAChecksum() {
        assertThatThrownBy(() -> withChecksum(new QueryText(""))).isInstanceOf(BbbException.class);
    }

    @ParameterizedTest
    @CsvSource({
        READ + ", READ, token:dashboard",
        WRITE + ", READ, token:robot",
        WRITE + ", WRITE, token:robot",
    })
    void tokenNamesTheCaller(String token, Scope needed, String actor) {
        assertThat(withToken(token, needed)).isEqualTo(new Actor(actor));
    }

    @Test
    void readTokenChangesNothing() {
        isRefused(() -> withToken(READ, Scope.WRITE), 403, "the token dashboard may only read", "insufficient_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong-one", "bearer", "Bearer ", "BEARER   x"})
    void aTokenDecidesAloneAndNeedsNoChecksum(String header) {
        isRefused(() -> signedCaller(authentication, header), 401, "ADMIN_API_TOKENS", "invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic eDp5", "Bearerx y", ""})
    void otherSchemesAreIgnored(String header) {
        assertThat(signedCaller(authentication, header).name()).startsWith("checksum:");
    }

    @Test
    void requiresATokenWithoutChecksums() {
        AdminAuthentication strict = authentication("ADMIN_API_CHECKSUM", "false");
        isRefused(() -> signedCaller(strict, null), 401, "Authorization: Bearer TOKEN", "Bearer realm=\"scalelite\"");
        assertThat(strict.caller(request("Bearer " + READ), "getServers", new QueryText(""), Scope.READ))
                .isEqualTo(Actor.token("dashboard"));
    }

    @Test
    void limitsWrongTokensOfAnAddress() {
        for (int i = 0; i < 10; i++) {
            isRefused(() -> withToken("guess", Scope.READ), 401, "no such token", "invalid_token");
        }
        assertThatThrownBy(() -> withToken("guess", Scope.READ)).isInstanceOfSatisfying(AdminException.class, e -> {
            assertThat(e.response().code()).isEqualTo(429);
            assertThat(Integer.parseInt(e.response().getHeaders().get("Retry-After")))
                    .isBetween(1, 60);
        });
        assertThat(withToken(READ, Scope.READ))
                .as("a right token of the address")
                .isNotNull();
    }
}
