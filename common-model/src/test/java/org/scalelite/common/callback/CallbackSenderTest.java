package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.callback.CallbackSender.DeliveryResult;
import org.scalelite.common.callback.OutboundCallback.Kind;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.config.Settings;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.testing.Receiver;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.common.token.SignedToken;

/** One attempt to deliver a callback to a front-end (specification, sections 9 and 15). */
class CallbackSenderTest {
    private static final Duration LONG = TestTimeout.LIMIT;
    private static final Optional<String> NONE = Optional.empty();

    private static CallbackConfig config(String... environment) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "LOADBALANCER_SECRET", "first",
                "LOADBALANCER_SECRETS", "second",
                "CALLBACK_ALLOWED_NETWORKS", "127.0.0.0/8"));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        return CallbackConfig.of(Settings.of(variables));
    }

    private static Optional<Tenant> tenant(String id) {
        return Optional.of(id)
                .filter("t-1"::equals)
                .map(_ -> new Tenant(
                        "t-1",
                        "physics",
                        new SharedSecrets(List.of("tenant-a", "tenant-b")),
                        List.of(),
                        Tenant.Limits.none(),
                        Optional.empty()));
    }

    private static Optional<String> signer(String secret) {
        return new SharedSecrets(List.of(secret))
                .signer(ChecksumAlgorithm.SHA256, "create", ChecksumAlgorithm.SHA256.hex("create", secret));
    }

    private static OutboundCallback callback(Kind kind, String url, Optional<String> tenant, Optional<String> signer) {
        return new OutboundCallback(
                1,
                kind,
                "room",
                Optional.of("rec-1"),
                tenant,
                url,
                signer,
                OutboundCallback.State.PENDING,
                1,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
    }

    private static OutboundCallback ready(String url) {
        return callback(Kind.RECORDING_READY, url, NONE, NONE);
    }

    private static DeliveryResult send(CallbackConfig config, OutboundCallback callback) {
        return send(config, callback, LONG, Instant.now().plus(LONG));
    }

    private static DeliveryResult send(
            CallbackConfig config, OutboundCallback callback, Duration total, Instant deadline) {
        try (CallbackClient client = new CallbackClient(config.addresses(), InetAddress::getAllByName, total)) {
            return new CallbackSender(config, new CallbackSecrets(config, CallbackSenderTest::tenant), client)
                    .send(callback, Optional.of("{\"a\":1}"), deadline);
        }
    }

    private static boolean isSigned(Receiver.Call call, SignedToken.Hash hash, String secret) {
        return SignedToken.verify(call.signedParameters(), hash, secret).isPresent();
    }

    @Test
    void theSecretThatSignedTheCreateSignsFirst() {
        try (Receiver moodle = Receiver.answering(204)) {
            OutboundCallback callback =
                    callback(Kind.RECORDING_READY, moodle.url("/ready?a=b"), NONE, signer("second"));
            assertThat(send(config(), callback)).isEqualTo(new DeliveryResult.Delivered());
            assertThat(moodle.calls()).singleElement().satisfies(call -> {
                assertThat(call.path()).isEqualTo("/ready?a=b");
                var token = SignedToken.verify(call.signedParameters(), SignedToken.Hash.HS256, "second")
                        .orElseThrow();
                assertThat(token.getClaim("record_id").asString()).isEqualTo("rec-1");
                assertThat(token.getClaim("meeting_id").asString()).isEqualTo("room");
            });
        }
    }

    @Test
    void otherSecretsFollowUntilOneIsTaken() {
        try (Receiver moodle =
                Receiver.answering(call -> isSigned(call, SignedToken.Hash.HS256, "second") ? 200 : 401)) {
            assertThat(send(config(), ready(moodle.url("/")))).isEqualTo(new DeliveryResult.Delivered());
            assertThat(moodle.calls())
                    .extracting(call -> isSigned(call, SignedToken.Hash.HS256, "first"))
                    .containsExactly(true, false);
        }
    }

    @Test
    void whereOnlySha512IsAllowedTokensAreHs512() {
        try (Receiver moodle = Receiver.answering(200)) {
            send(config("LOADBALANCER_CHECKSUM_ALGORITHM", "SHA512"), ready(moodle.url("/")));
            assertThat(isSigned(moodle.calls().getFirst(), SignedToken.Hash.HS512, "first"))
                    .isTrue();
        }
    }

    @Test
    void tenantsSecretsSignItsMeetings() {
        try (Receiver moodle = Receiver.answering(401)) {
            OutboundCallback callback =
                    callback(Kind.RECORDING_READY, moodle.url("/"), Optional.of("t-1"), signer("tenant-b"));
            assertThat(send(config(), callback)).isInstanceOf(DeliveryResult.Failed.class);
            assertThat(moodle.calls()).hasSize(2);
            assertThat(isSigned(moodle.calls().get(0), SignedToken.Hash.HS256, "tenant-b"))
                    .isTrue();
            assertThat(isSigned(moodle.calls().get(1), SignedToken.Hash.HS256, "tenant-a"))
                    .isTrue();
        }
    }

    @Test
    void goneTenantHasNoSecret() {
        assertThat(send(config(), callback(Kind.ANALYTICS, "http://127.0.0.1:1/", Optional.of("t-2"), NONE)))
                .isEqualTo(
                        new DeliveryResult.Failed("tenant t-2 is gone or has no secret: nothing can be signed for it"));
    }

    @Test
    void missingSecretIsReported() {
        CallbackConfig without = config("LOADBALANCER_SECRET", "", "LOADBALANCER_SECRETS", "");
        assertThat(send(without, ready("http://127.0.0.1:1/")))
                .isEqualTo(new DeliveryResult.Failed(
                        "LOADBALANCER_SECRET is not set for the recording importer: nothing can be signed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void frontEndMayNotWantIt(int status) {
        try (Receiver moodle = Receiver.answering(status)) {
            assertThat(send(config(), ready(moodle.url("/"))))
                    .isEqualTo(new DeliveryResult.Gone("http://127.0.0.1:" + moodle.port() + " answered " + status));
            assertThat(moodle.calls()).hasSize(1);
        }
    }

    @Test
    void errorIsTriedWithEachSecret() {
        try (Receiver moodle = Receiver.answering(500)) {
            assertThat(send(config(), ready(moodle.url("/hook?token=query-secret"))))
                    .isEqualTo(new DeliveryResult.Failed(
                            "http://127.0.0.1:" + moodle.port() + " answered 500 with each of 2 secrets"));
            assertThat(moodle.calls()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) {
        try (Receiver target = Receiver.answering(200);
                Receiver moodle = Receiver.redirecting(status, target.url("/inside"))) {
            assertThat(send(config(), ready(moodle.url("/"))))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Failed.class,
                            failed -> assertThat(failed.reason())
                                    .contains("answered " + status + ": redirects are not followed"));
            assertThat(target.calls()).isEmpty();
        }
    }

    @Test
    void answerThatNeverComesEndsAtTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            OutboundCallback callback = ready("http://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThat(send(
                            config(),
                            callback,
                            Duration.ofSeconds(1),
                            Instant.now().plus(LONG)))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Failed.class,
                            failed -> assertThat(failed.reason()).containsAnyOf("no answer within 1 s", "timed out"));
        }
    }

    @Test
    void noSecretIsTriedAfterTheDeadline() {
        try (Receiver moodle = Receiver.answering(200)) {
            assertThat(send(
                            config(),
                            ready(moodle.url("/")),
                            LONG,
                            Instant.now().minusSeconds(1)))
                    .isEqualTo(new DeliveryResult.Failed("not tried"));
            assertThat(moodle.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/", "http://10.0.0.1/", "ftp://moodle.example.org/"})
    void privateAddressIsRefused(String url) {
        assertThat(send(config("CALLBACK_ALLOWED_NETWORKS", "10.99.0.0/16"), ready(url)))
                .isInstanceOf(DeliveryResult.Refused.class);
    }

    @Test
    void analyticsHaveABearerToken() {
        try (Receiver moodle = Receiver.answering(200)) {
            send(config(), callback(Kind.ANALYTICS, moodle.url("/"), NONE, NONE));
            Receiver.Call call = moodle.calls().getFirst();
            assertThat(call.body()).isEqualTo("{\"a\":1}");
            assertThat(call.header("Content-type")).startsWith("application/json");
            String token = call.header("Authorization").replaceFirst("^Bearer ", "");
            assertThat(SignedToken.verify(token, SignedToken.Hash.HS512, "first")
                            .orElseThrow()
                            .getExpiresAtAsInstant())
                    .isBetween(
                            Instant.now().plus(Duration.ofHours(23)),
                            Instant.now().plus(Duration.ofHours(25)));
        }
    }

    @Test
    void endOfAMeetingIsNotSigned() {
        try (Receiver moodle = Receiver.answering(200)) {
            String url = moodle.url("/ended?a=b").replace("127.0.0.1", "user:password@127.0.0.1");
            assertThat(send(config(), callback(Kind.MEETING_ENDED, url, Optional.of("t-2"), NONE)))
                    .isEqualTo(new DeliveryResult.Delivered());
            assertThat(moodle.calls()).singleElement().satisfies(call -> {
                assertThat(call.path()).isEqualTo("/ended?a=b");
                assertThat(call.body()).isEmpty();
                assertThat(call.header("Authorization")).startsWith("Basic ");
            });
        }
    }
}
