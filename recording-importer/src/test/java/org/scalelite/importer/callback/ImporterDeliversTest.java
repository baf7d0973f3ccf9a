package org.scalelite.importer.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.callback.CallbackAttributes;
import org.scalelite.common.callback.CallbackDataRepository;
import org.scalelite.common.callback.CallbackDataRepository.CallbackData;
import org.scalelite.common.callback.CallbackInbox.CallbackOrder;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.callback.RecordingReadyCallbacks;
import org.scalelite.common.config.Settings;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.testing.Receiver;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.common.token.SignedToken;
import org.scalelite.importer.RecordingImporter;

/** An importer delivers what it, and the API, put into the outbox. */
class ImporterDeliversTest {
    private static final String SECRET = "balancer-secret";
    private static final Duration SOON = TestTimeout.LIMIT;

    private final TestDatabase database = TestDatabase.migrated();
    private final TestRegistry registry = new TestRegistry();

    @AfterEach
    void close() {
        registry.close();
        database.close();
    }

    private Settings settings() {
        Map<String, String> environment = new HashMap<>(registry.environment());
        environment.put("DATABASE_URL", database.url());
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("CALLBACK_ALLOWED_NETWORKS", "127.0.0.0/8");
        return Settings.of(environment);
    }

    @Test
    void recordingReadyAndAnalyticsReachTheFrontEnd() {
        try (Receiver moodle = Receiver.answering(200);
                ApplicationContext importer = RecordingImporter.start(settings())) {
            CallbackDataRepository rows = importer.getBean(CallbackDataRepository.class);
            rows.store(
                    new CallbackOrder(
                            new MeetingKey(Optional.empty(), "room"),
                            new ServerId("bbb1"),
                            Optional.empty(),
                            new CallbackAttributes(
                                    Optional.of(moodle.url("/analytics")), Optional.of(moodle.url("/ready")))),
                    Instant.now());
            importer.getBean(RecordingReadyCallbacks.class).imported(1, "r-1", "room", Optional.empty());
            CallbackData data = rows.find("room", Optional.empty()).orElseThrow();
            String json = "{\"meeting_id\":\"room\",\"name\":\"Zoë\"}";
            importer.getBean(OutboundCallbackRepository.class)
                    .analytics(data, moodle.url("/analytics"), Optional.empty(), json);

            await().atMost(SOON).until(() -> moodle.calls().size() == 2);
            Receiver.Call analytics = moodle.calls().stream()
                    .filter(call -> call.path().equals("/analytics"))
                    .findFirst()
                    .orElseThrow();
            assertThat(analytics.body()).isEqualTo(json);
            assertThat(analytics.header("Content-type")).startsWith("application/json");
            String token = analytics.header("Authorization").replaceFirst("^Bearer ", "");
            Instant expires = SignedToken.verify(token, SignedToken.Hash.HS512, SECRET)
                    .orElseThrow()
                    .getExpiresAtAsInstant();
            assertThat(expires)
                    .isBetween(Instant.now().plusSeconds(86_000), Instant.now().plusSeconds(86_500));
            await().atMost(SOON)
                    .until(
                            () -> database.value("select count(*) from outbound_callbacks where state = 'delivered'"
                                    + " and payload is null"),
                            "2"::equals);
        }
    }
}
