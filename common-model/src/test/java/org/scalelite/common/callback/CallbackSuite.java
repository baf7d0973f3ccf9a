package org.scalelite.common.callback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.scalelite.common.callback.CallbackInbox.CallbackOrder;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.database.SchemaMigration;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.tenant.TenantDirectory;
import org.scalelite.common.testing.RecordedLog;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestRegistry;
import org.slf4j.LoggerFactory;

/** Callbacks over a PostgreSQL and a Redis of a test's own; the receivers of the tests are let in. */
final class CallbackSuite implements AutoCloseable {
    static final String SECRET = "first-secret-of-the-balancer";
    static final String SECOND = "second-secret-of-the-balancer";

    private final TestDatabase database = TestDatabase.migrated();
    private final TestRegistry registry = new TestRegistry();
    private final Map<String, String> environment = new HashMap<>(registry.environment());
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final RecordedLog log = new RecordedLog("org.scalelite");
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.scalelite");

    CallbackSuite() {
        environment.put("DATABASE_URL", database.url());
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("LOADBALANCER_SECRETS", SECOND);
        environment.put("CALLBACK_ALLOWED_NETWORKS", "127.0.0.0/8");
        logger.setLevel(Level.DEBUG);
    }

    CallbackSuite with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A service that has started, with its tables. */
    ApplicationContext service() {
        Settings settings = Settings.of(environment);
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .singletons(settings)
                .properties(DatabaseConfig.of(settings).orElseThrow().properties(5))
                .start();
        opened.addFirst(context);
        context.getBean(SchemaMigration.class).start();
        return context;
    }

    /** A running delivery. */
    CallbackDelivery delivery(ApplicationContext service) {
        return delivery(service, InetAddress::getAllByName, Duration.ofSeconds(30));
    }

    CallbackDelivery delivery(ApplicationContext service, PublicNames.Lookup lookup, Duration total) {
        CallbackConfig config = service.getBean(CallbackConfig.class);
        CallbackDelivery delivery = new CallbackDelivery(
                config,
                service.getBean(OutboundCallbackRepository.class),
                service.getBean(TenantDirectory.class),
                new CallbackClient(config.addresses(), lookup, total),
                service.getBean(MeterRegistry.class));
        opened.addFirst(delivery);
        delivery.start();
        return delivery;
    }

    /** The row of a meeting that wants to hear of its recording. */
    void ordered(
            ApplicationContext service,
            String meetingId,
            Optional<String> tenant,
            Optional<String> signer,
            String url) {
        CallbackOrder order = new CallbackOrder(
                new MeetingKey(tenant, meetingId),
                new ServerId("bbb1"),
                signer,
                new CallbackAttributes(Optional.empty(), Optional.of(url)));
        service.getBean(CallbackDataRepository.class)
                .store(order, registry.servers().now());
    }

    /** A recording was imported for a meeting whose front-end is at this address. Answers its id. */
    String imported(ApplicationContext service, Optional<String> signer, String url) {
        return imported(service, Optional.empty(), signer, url);
    }

    String imported(ApplicationContext service, Optional<String> tenant, Optional<String> signer, String url) {
        String meetingId = "room-" + UUID.randomUUID();
        String recordId = "rec-" + UUID.randomUUID();
        ordered(service, meetingId, tenant, signer, url);
        service.getBean(RecordingReadyCallbacks.class).imported(1, recordId, meetingId, tenant);
        return recordId;
    }

    void tenant(String id, String name, String secrets) {
        var keys = registry.redis().keys();
        registry.redis().commands().hset(keys.of(RedisKey.TENANT, id), Map.of("name", name, "secrets", secrets));
        registry.redis().commands().hset(keys.of(RedisKey.TENANT_NAME, name), "id", id);
    }

    /** What is in a column of the outbox for a recording. */
    String of(String recordId, String column) {
        return database.value("select " + column + " from outbound_callbacks where record_id = '" + recordId + "'");
    }

    TestDatabase database() {
        return database;
    }

    TestRegistry registry() {
        return registry;
    }

    String logged() {
        return String.join("\n", log.lines());
    }

    @Override
    public void close() {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        log.close();
        logger.setLevel(null);
        registry.close();
        database.close();
    }
}
