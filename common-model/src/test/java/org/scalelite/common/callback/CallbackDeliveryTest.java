package org.scalelite.common.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.callback.CallbackDataRepository.CallbackData;
import org.scalelite.common.callback.CallbackInbox.CallbackOrder;
import org.scalelite.common.callback.CallbackSender.DeliveryResult;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.checksum.SharedSecrets;
import org.scalelite.common.database.DatabaseFailure;
import org.scalelite.common.testing.Receiver;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.common.token.SignedToken;

/** From the outbox to front-ends (specification, sections 9, 15 and 16.11). */
class CallbackDeliveryTest {
    private static final Duration SOON = TestTimeout.LIMIT;
    private static final Optional<String> NO_SIGNER = Optional.empty();

    private final CallbackSuite suite = new CallbackSuite();

    @AfterEach
    void close() {
        suite.close();
    }

    /** The hint that a create signed with this secret leaves. */
    private static Optional<String> signer(String secret) {
        return new SharedSecrets(List.of(secret))
                .signer(ChecksumAlgorithm.SHA256, "create", ChecksumAlgorithm.SHA256.hex("create", secret));
    }

    private void awaitState(String recordId, String state) {
        await().atMost(SOON).until(() -> suite.of(recordId, "state"), state::equals);
    }

    private void makeDue() {
        suite.database().run("update outbound_callbacks set next_attempt_at = now() where state = 'pending'");
    }

    @Test
    void theSecretThatSignedTheCreateSignsFirst() {
        try (Receiver moodle = Receiver.answering(204)) {
            ApplicationContext service = suite.service();
            String recordId = suite.imported(service, signer(CallbackSuite.SECOND), moodle.url("/ready"));
            suite.delivery(service);
            awaitState(recordId, "delivered");
            assertThat(moodle.calls()).hasSize(1);
            var token = SignedToken.verify(
                            moodle.calls().getFirst().signedParameters(), SignedToken.Hash.HS256, CallbackSuite.SECOND)
                    .orElseThrow();
            assertThat(token.getClaim("record_id").asString()).isEqualTo(recordId);
            assertThat(token.getClaim("meeting_id").asString()).isEqualTo(suite.of(recordId, "meeting_id"));
            assertThat(moodle.calls().getFirst().path()).isEqualTo("/ready");
            assertThat(suite.database().value("select recording_id from callback_data"))
                    .isEqualTo("1");
        }
    }

    private void awaitDelivered(ApplicationContext service, String recordId) {
        suite.delivery(service);
        awaitState(recordId, "delivered");
    }

    @Test
    void twoTenantsWithOneMeetingIdAreTwoRows() {
        suite.tenant("t-1", "physics", "a");
        suite.tenant("t-2", "history", "b");
        try (Receiver first = Receiver.answering(200);
                Receiver second = Receiver.answering(200)) {
            ApplicationContext service = suite.service();
            suite.ordered(service, "shared", Optional.of("t-1"), NO_SIGNER, first.url("/"));
            suite.ordered(service, "shared", Optional.of("t-2"), NO_SIGNER, second.url("/"));
            RecordingReadyCallbacks callbacks = service.getBean(RecordingReadyCallbacks.class);
            assertThat(callbacks.imported(1, "r-2", "shared", Optional.of("t-2")))
                    .isTrue();
            assertThat(callbacks.imported(2, "r-3", "shared", Optional.of("t-3")))
                    .isFalse();
            awaitDelivered(service, "r-2");
            assertThat(first.calls()).isEmpty();
            assertThat(second.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void aFrontEndThatWantsNothingGetsNothingMore(int status) {
        try (Receiver moodle = Receiver.answering(status)) {
            ApplicationContext service = suite.service();
            String recordId = suite.imported(service, NO_SIGNER, moodle.url("/"));
            suite.delivery(service);
            awaitState(recordId, "gone");
            assertThat(moodle.calls()).hasSize(1);
            assertThat(suite.of(recordId, "last_error")).contains(String.valueOf(status));
        }
    }

    @Test
    void aFrontEndThatIsDownGetsItOnceItIsUp() {
        try (Receiver moodle = Receiver.answering(200)) {
            moodle.stop();
            ApplicationContext service = suite.service();
            String recordId = suite.imported(service, NO_SIGNER, moodle.url("/"));
            suite.delivery(service);
            await().atMost(SOON).until(() -> suite.of(recordId, "last_error"), error -> error.contains("refused"));
            assertThat(suite.of(
                            recordId,
                            "state || (next_attempt_at > created_at + interval '20 s'"
                                    + " and next_attempt_at < now() + interval '40 s')::text"))
                    .isEqualTo("pendingtrue");
            moodle.restart();
            makeDue();
            awaitState(recordId, "delivered");
            assertThat(suite.of(recordId, "attempts")).isEqualTo("2");
            assertThat(suite.of(recordId, "coalesce(last_error, 'none')")).isEqualTo("none");
        }
    }

    @Test
    void aDelivererThatDiedIsFollowedByAnother() {
        try (Receiver moodle = Receiver.answering(200)) {
            ApplicationContext service = suite.service();
            String recordId = suite.imported(service, NO_SIGNER, moodle.url("/"));
            OutboundCallbackRepository outbox = service.getBean(OutboundCallbackRepository.class);
            List<OutboundCallback> claimed = outbox.claim(List.of(), 10, Duration.ofMinutes(3));
            assertThat(claimed).hasSize(1);
            suite.database().run("update outbound_callbacks set claimed_until = now() + interval '1 hour'");
            assertThat(outbox.claim(List.of(), 10, Duration.ofMinutes(3)))
                    .as("no claim lasts that long: the clock was set back")
                    .hasSize(1);
            suite.database().run("update outbound_callbacks set claimed_until = now()");
            assertThat(outbox.claim(List.of(), 10, Duration.ofMinutes(3))).hasSize(1);
            assertThat(outbox.finish(claimed.getFirst(), new DeliveryResult.Delivered(), Duration.ZERO))
                    .as("another one has it now")
                    .isEmpty();
            suite.delivery(service);
            assertThat(outbox.claim(List.of(), 10, Duration.ofMinutes(3)))
                    .as("as long as the claim lasts nobody else has it")
                    .isEmpty();
            suite.database().run("update outbound_callbacks set claimed_until = now()");
            awaitState(recordId, "delivered");
            assertThat(outbox.finish(claimed.getFirst(), new DeliveryResult.Failed("late"), Duration.ZERO))
                    .as("what the first one says too late counts no more")
                    .isEmpty();
            assertThat(suite.of(recordId, "state")).isEqualTo("delivered");
        }
    }

    @Test
    void aNewDeliveryGoesOnWhereTheOldOneStopped() {
        try (Receiver moodle = Receiver.answering(200)) {
            moodle.stop();
            ApplicationContext service = suite.service();
            String recordId = suite.imported(service, NO_SIGNER, moodle.url("/"));
            try (CallbackDelivery first = suite.delivery(service)) {
                assertThat(first).isNotNull();
                await().atMost(SOON).until(() -> suite.of(recordId, "attempts"), "1"::equals);
            }
            moodle.restart();
            makeDue();
            awaitDelivered(suite.service(), recordId);
        }
    }

    @Test
    void twoDeliverersDeliverEachCallbackOnce() {
        try (Receiver moodle = Receiver.answering(200)) {
            ApplicationContext service = suite.service();
            for (int i = 0; i < 60; i++) {
                suite.imported(service, NO_SIGNER, moodle.url("/" + i));
            }
            suite.delivery(service);
            suite.delivery(suite.service());
            await().atMost(SOON)
                    .until(
                            () -> suite.database()
                                    .value("select count(*) from outbound_callbacks where state = 'delivered'"),
                            "60"::equals);
            assertThat(moodle.calls()).hasSize(60);
            assertThat(moodle.calls().stream().map(Receiver.Call::path).distinct())
                    .hasSize(60);
        }
    }

    @Test
    void aSlowFrontEndHoldsUpNoOther() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
                Receiver moodle = Receiver.answering(200)) {
            ApplicationContext service = suite.service();
            for (int i = 0; i < 50; i++) {
                suite.imported(service, NO_SIGNER, "http://127.0.0.1:" + silent.getLocalPort() + "/" + i);
            }
            String recordId = suite.imported(service, NO_SIGNER, moodle.url("/"));
            suite.delivery(service, InetAddress::getAllByName, Duration.ofMinutes(10));
            awaitState(recordId, "delivered");
            assertThat(suite.database().value("select count(*) from outbound_callbacks where attempts > 0"))
                    .as("four at the silent one, and the other")
                    .isEqualTo("5");
        }
    }

    @Test
    void failedCallbacksAreListedAndRetried() {
        try (Receiver moodle = Receiver.answering(500)) {
            ApplicationContext service = suite.with("CALLBACK_RETRY_TIME", "1").service();
            String recordId = suite.imported(service, NO_SIGNER, moodle.url("/hook?token=secret"));
            suite.delivery(service);
            awaitState(recordId, "dead");
            OutboundCallbackRepository outbox = service.getBean(OutboundCallbackRepository.class);
            OutboundCallback dead =
                    outbox.list(Set.of(OutboundCallback.State.DEAD), 10).getFirst();
            assertThat(dead.lastError())
                    .hasValueSatisfying(error -> assertThat(error).contains("answered 500 with each of 2 secrets"));
            int before = moodle.calls().size();
            assertThat(outbox.retry(List.of(dead.id(), 4711L))).containsExactly(dead.id());
            awaitState(recordId, "dead");
            assertThat(moodle.calls()).hasSizeGreaterThan(before);
            assertThat(outbox.retryDead()).containsExactly(dead.id());
            assertThat(suite.logged()).contains("given up").doesNotContain("token=secret");
        }
    }

    @Test
    void loopbackAndPrivateAddressesAreNeverCalled() {
        try (Receiver inside = Receiver.answering(200)) {
            ApplicationContext service =
                    suite.with("CALLBACK_ALLOWED_NETWORKS", "10.99.0.0/16").service();
            String byAddress = suite.imported(service, NO_SIGNER, inside.url("/"));
            String byName = suite.imported(service, NO_SIGNER, "http://inside.example.org:" + inside.port() + "/");
            suite.delivery(
                    service,
                    host -> host.equals("inside.example.org")
                            ? new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")}
                            : InetAddress.getAllByName(host),
                    Duration.ofSeconds(10));
            awaitState(byAddress, "dead");
            assertThat(suite.of(byAddress, "last_error")).contains("127.0.0.1").contains("CALLBACK_ALLOWED_NETWORKS");
            await().atMost(SOON).until(() -> suite.of(byName, "last_error"), error -> !error.equals("null"));
            assertThat(suite.of(byName, "last_error"))
                    .contains("inside.example.org leads to 127.0.0.1")
                    .contains("CALLBACK_ALLOWED_NETWORKS");
            assertThat(inside.calls()).isEmpty();
        }
    }

    @Test
    void sendsNothingAfterRolledBackImport() {
        ApplicationContext service = suite.service();
        suite.ordered(service, "rolled-back", Optional.empty(), NO_SIGNER, "https://moodle.example.org/");
        @SuppressWarnings("unchecked")
        TransactionOperations<Connection> transactions = service.getBean(TransactionOperations.class);
        RecordingReadyCallbacks callbacks = service.getBean(RecordingReadyCallbacks.class);
        transactions.executeWrite(transaction -> {
            callbacks.imported(1, "r-1", "rolled-back", Optional.empty());
            transaction.setRollbackOnly();
            return true;
        });
        assertThat(suite.database().value("select count(*) from outbound_callbacks"))
                .isEqualTo("0");
        transactions.executeWrite(_ -> callbacks.imported(1, "r-1", "rolled-back", Optional.empty()));
        transactions.executeWrite(_ -> callbacks.imported(1, "r-1", "rolled-back", Optional.empty()));
        assertThat(suite.database().value("select count(*) || state from outbound_callbacks group by state"))
                .as("once for each recording, however often it is imported")
                .isEqualTo("1pending");
    }

    @Test
    void sendsAgainAfterNextImport() {
        try (Receiver moodle = Receiver.answering(200)) {
            ApplicationContext service = suite.service();
            String recordId = suite.imported(service, NO_SIGNER, moodle.url("/"));
            awaitDelivered(service, recordId);
            String meetingId = suite.of(recordId, "meeting_id");
            service.getBean(RecordingReadyCallbacks.class).imported(1, recordId, meetingId, Optional.empty());
            await().atMost(SOON).until(() -> moodle.calls().size() == 2);
        }
    }

    @Test
    void readsRowOfScalelite() {
        try (Receiver moodle = Receiver.answering(200)) {
            ApplicationContext service = suite.service();
            suite.database()
                    .run("insert into callback_data (meeting_id, callback_attributes, created_at, updated_at) values"
                            + " ('old-room', E'---\\n:recording_ready_url: " + moodle.url("/old")
                            + "\\n', now(), now())");
            service.getBean(RecordingReadyCallbacks.class).imported(7, "r-old", "old-room", Optional.empty());
            awaitDelivered(service, "r-old");
            assertThat(moodle.calls().getFirst().path()).isEqualTo("/old");
        }
    }

    @Test
    void keepsLatestOrderOfMeeting() {
        ApplicationContext service = suite.service();
        CallbackDataRepository rows = service.getBean(CallbackDataRepository.class);
        Instant now = Instant.now();
        rows.store(order("bbb1", "https://one.example.org/"), now);
        rows.store(order("bbb3", "https://three.example.org/"), now.plusSeconds(2));
        rows.store(order("bbb2", "https://two.example.org/"), now.plusSeconds(1));
        CallbackData data = rows.find("room", Optional.empty()).orElseThrow();
        assertThat(data.attributes().recordingReady()).contains("https://three.example.org/");
        assertThat(data.servers().stream().map(Object::toString)).containsExactly("bbb3", "bbb1");
        rows.store(order("bbb5", "https://five.example.org/"), now.plusSeconds(3600));
        rows.store(order("bbb6", "https://six.example.org/"), now.plusSeconds(4));
        assertThat(rows.find("room", Optional.empty())
                        .orElseThrow()
                        .attributes()
                        .recordingReady())
                .as("the clock was set back")
                .contains("https://six.example.org/");
        assertThatThrownBy(() -> rows.store(order("bbb4", "nul\u0000"), now.plusSeconds(3)))
                .satisfies(refused ->
                        assertThat(DatabaseFailure.isRefusedData(refused)).isTrue());
    }

    private static CallbackOrder order(String server, String url) {
        return new CallbackOrder(
                new org.scalelite.common.meeting.MeetingKey(Optional.empty(), url.startsWith("nul") ? url : "room"),
                new org.scalelite.common.server.ServerId(server),
                NO_SIGNER,
                new CallbackAttributes(Optional.empty(), Optional.of(url)));
    }

    @Test
    void aMissingSecretIsReported() {
        ApplicationContext service = suite.with("LOADBALANCER_SECRET", "")
                .with("LOADBALANCER_SECRETS", "")
                .service();
        String recordId = suite.imported(service, NO_SIGNER, "http://127.0.0.1:1/");
        suite.delivery(service);
        await().atMost(SOON)
                .until(() -> suite.of(recordId, "last_error"), error -> error.contains("LOADBALANCER_SECRET"));
        assertThat(suite.logged()).contains("LOADBALANCER_SECRET is not set");
    }

    @Test
    void noSecretAndNoTokenIsLogged() {
        try (Receiver moodle = Receiver.answering(401)) {
            ApplicationContext service = suite.service();
            String url = moodle.url("/hook?token=query-secret").replace("127.0.0.1", "user:url-password@127.0.0.1");
            String recordId = suite.imported(service, NO_SIGNER, url);
            suite.delivery(service);
            await().atMost(SOON).until(() -> suite.of(recordId, "last_error"), error -> error.contains("401"));
            assertThat(suite.logged() + suite.of(recordId, "last_error"))
                    .contains("http://127.0.0.1:" + moodle.port())
                    .doesNotContain(CallbackSuite.SECRET, CallbackSuite.SECOND, "query-secret", "url-password")
                    .doesNotContain(moodle.calls().getFirst().signedParameters());
            assertThat(moodle.calls().getFirst().header("Authorization")).startsWith("Basic ");
        }
    }
}
