package org.scalelite.common.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.registry.RegistrySnapshotRepository.Change;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.testing.TestDatabase;
import org.scalelite.common.testing.TestTimeout;
import org.scalelite.stores.PostgresServer;
import org.scalelite.stores.RedisServer;

/** What comes back into an emptied Redis, and what never does; with a real Redis and a real PostgreSQL. */
class RegistryKeeperTest {
    private static final Duration TIMEOUT = TestTimeout.LIMIT;
    private static final String ODD = "ü \"quoted\" \\ back: {\"a\":1} \u2028 '; --";

    @AutoClose
    private static final RedisServer REDIS = RedisServer.start();

    @AutoClose
    private final KeptRegistry pool = new KeptRegistry(REDIS);

    private void fill() {
        pool.add("bbb1", "first secret", Optional.of("gpu"), 2.5, Server.State.ENABLED);
        pool.add("bbb2", ODD, Optional.empty(), 1, Server.State.CORDONED);
        pool.add("bbb3", "third secret", Optional.of(ODD.replace(';', ' ')), 0.25, Server.State.DISABLED);
        Map<Server.Setting, String> settings = Map.of(Server.Setting.MAX_USERS, "200", Server.Setting.ZONE, "north");
        pool.servers().update(new ServerId("bbb2"), ServerUpdate.nothing().withSettings(settings));
        Map<TenantField, String> fields = new EnumMap<>(TenantField.class);
        for (TenantField field : TenantField.values()) {
            fields.put(
                    field,
                    switch (field) {
                        case NAME -> "school";
                        case SECRETS -> "one:two";
                        case LRS_ENDPOINT, KC_TOKEN_URL -> "https://lrs.example.org/" + field.text();
                        case MAX_MEETINGS, MAX_USERS -> "7";
                        default -> field.text() + ODD;
                    });
        }
        pool.tenants().add(fields);
        String other = pool.addTenant("college");
        pool.tenants().putSetting(other, new Tenant.Setting("welcome", ODD, false));
        pool.tenants().putSetting(other, new Tenant.Setting("welcome", "", true));
    }

    @Test
    void everyFieldComesBack() {
        fill();
        Map<String, Object> before = pool.dump();
        assertThat(before).hasSizeGreaterThan(10);
        pool.round();
        pool.lose();
        pool.round();
        for (Server server : pool.servers().all()) {
            String key = pool.keys().of(RedisKey.SERVER, server.id().value());
            assertThat(server.online()).isTrue();
            // So it was when the dump was made.
            pool.redis().hset(key, "online", "false");
        }
        assertThat(pool.dump()).isEqualTo(before);
        assertThat(pool.audited("registry.restore")).singleElement().satisfies(entry -> {
            assertThat(entry).containsEntry("actor", "suite");
            assertThat(entry.get("after")).contains("\"servers\":\"3\"", "\"tenants\":\"2\"");
        });
        assertThat(pool.logged(Level.WARN)).singleElement().asString().contains("put back 3 servers and 2 tenants");
        assertThat(pool.column("restored_at")).isNotEqualTo("null");
    }

    @Test
    void aReturningServerGetsItsLoadFromTheNextPoll() {
        ServerId id = pool.add("bbb1");
        pool.registry().poll(id, 40);
        pool.round();
        pool.lose();
        pool.round();
        Server back = pool.servers().find(id).orElseThrow();
        assertThat(back.state()).isEqualTo(Server.State.ENABLED);
        assertThat(back.online()).isTrue();
        assertThat(back.load()).isEmpty();
        assertThat(back.health()).isEqualTo(new Server.PollCounters(0, 0));
        assertThat(back.statistics().meetings()).isZero();
        pool.registry().poll(id, 3);
        assertThat(pool.registry().load(id)).contains(3.0);
    }

    @Test
    void aServerFromBeforeThereWereStatesIsEnabledIfItWas() {
        ServerId enabled = pool.add("bbb1");
        ServerId disabled = pool.add("bbb2", "s", Optional.empty(), 1, Server.State.DISABLED);
        pool.redis().hdel(pool.keys().of(RedisKey.SERVER, "bbb1"), "state");
        pool.redis().hdel(pool.keys().of(RedisKey.SERVER, "bbb2"), "state");
        pool.round();
        pool.lose();
        pool.round();
        assertThat(pool.servers().find(enabled).orElseThrow().state()).isEqualTo(Server.State.ENABLED);
        assertThat(pool.servers().find(disabled).orElseThrow().state()).isEqualTo(Server.State.DISABLED);
        assertThat(pool.redis().smembers(pool.keys().of(RedisKey.ENABLED_SERVERS)))
                .containsExactly("bbb1");
    }

    @Test
    void aServerThatAnOperatorRemovedNeverComesBack() {
        ServerId last = pool.add("bbb1");
        pool.round();
        pool.servers().remove(last, false);
        // What is kept still has it: the mark tells that Redis was not lost.
        pool.round();
        assertThat(pool.servers().all()).isEmpty();
        assertThat(pool.kept()).doesNotContain("bbb1");
        pool.lose();
        pool.round();
        assertThat(pool.servers().all()).isEmpty();
    }

    @Test
    void tenantsComeBackWithoutServers() {
        pool.addTenant("school");
        pool.round();
        pool.lose();
        pool.round();
        assertThat(pool.tenants().all())
                .singleElement()
                .satisfies(tenant -> assertThat(tenant.name()).isEqualTo("school"));
    }

    @Test
    void theLossItselfIsNeverKept() {
        fill();
        pool.round();
        String kept = pool.kept();
        LiveRegistry.Look look = pool.live().look();
        // Redis is lost between the look and the copy, and a tenant is added at once.
        pool.lose();
        assertThat(pool.snapshots().decide(new Reconciliation(pool.live(), look)))
                .contains(new Change.LostMeanwhile());
        pool.addTenant("newcomer");
        assertThat(pool.snapshots().decide(new Reconciliation(pool.live(), look)))
                .contains(new Change.LostMeanwhile());
        assertThat(pool.kept()).isEqualTo(kept);
        pool.round();
        assertThat(pool.servers().all()).hasSize(3);
        assertThat(pool.tenants().all()).hasSize(3);
    }

    @Test
    void theSameKeeperNoticesOneLossAfterTheOther() {
        pool.add("bbb1");
        RegistryKeeper keeper = pool.keeper();
        keeper.start();
        for (int loss = 0; loss < 3; loss++) {
            pool.lose();
            keeper.start();
            assertThat(pool.servers().all()).hasSize(1);
        }
        pool.lose();
        await().atMost(TIMEOUT).until(() -> {
            keeper.sync();
            return pool.servers().all().size() == 1;
        });
    }

    @Test
    void whatIsInRedisIsNeverOverwritten() {
        fill();
        pool.round();
        String kept = pool.kept();
        pool.lose();
        pool.add("bbb9");
        pool.round();
        assertThat(pool.servers().all())
                .extracting(server -> server.id().value())
                .containsExactly("bbb9");
        assertThat(pool.kept()).contains("bbb9").doesNotContain("bbb1");
        assertThat(pool.column("earlier_document")).as("it is not lost").isEqualTo(kept);
        assertThat(pool.logged(Level.WARN)).singleElement().asString().contains("earlier_document");
        pool.servers().update(new ServerId("bbb9"), ServerUpdate.state(Server.State.CORDONED));
        pool.round();
        assertThat(pool.column("earlier_document")).isEqualTo(kept);
    }

    @Test
    void deletedServersAreKeptInTheEarlierDocument() {
        fill();
        pool.round();
        String kept = pool.kept();
        pool.redis().del(pool.keys().of(RedisKey.SERVERS));
        pool.round();
        assertThat(pool.kept()).doesNotContain("bbb1");
        assertThat(pool.column("earlier_document")).isEqualTo(kept);
    }

    @Test
    void aTenantThatIsThereAlreadyIsLeftAsItIs() {
        fill();
        String school = pool.tenants().all().getLast().id();
        pool.round();
        pool.lose();
        String name = pool.addTenant("school");
        pool.redis().hset(pool.keys().of(RedisKey.TENANT, "fixed"), Map.of("name", "college", "secrets", "new"));
        pool.redis().hset(pool.keys().of(RedisKey.SERVER, "bbb1"), "secret", "newer");
        pool.round();
        assertThat(pool.redis().hget(pool.keys().of(RedisKey.TENANT_NAME, "school"), "id"))
                .isEqualTo(name);
        assertThat(pool.tenants().find(school)).isPresent();
        assertThat(pool.redis().hget(pool.keys().of(RedisKey.SERVER, "bbb1"), "secret"))
                .isEqualTo("newer");
    }

    @Test
    void aSnapshotThatWasDeletedIsNotPutBack() {
        pool.add("bbb1");
        pool.round();
        pool.lose();
        pool.database().run("delete from registry_snapshots");
        pool.round();
        assertThat(pool.dump()).isEmpty();
        assertThat(pool.redis().keys(pool.keys().prefix() + "*")).isEmpty();
    }

    @Test
    void anEmptyInstallationIsLoggedOnce() {
        RegistryKeeper keeper = pool.keeper(Map.of("POLL_INTERVAL", "1"));
        keeper.start();
        keeper.start();
        KeptRegistry.lastRound(keeper);
        assertThat(pool.logged(Level.INFO))
                .filteredOn(line -> line.contains("none to put back"))
                .hasSize(1);
        assertThat(pool.redis().keys(pool.keys().prefix() + "*")).isEmpty();
        assertThat(pool.kept()).isEmpty();
    }

    @Test
    void onlyChangesAreWritten() {
        ServerId id = pool.add("bbb1");
        RegistryKeeper keeper = pool.keeper();
        keeper.start();
        pool.servers().update(id, ServerUpdate.nothing().withSecret("changed"));
        keeper.start();
        assertThat(pool.kept()).contains("changed");
        String tenant = pool.addTenant("school");
        pool.tenants().putSetting(tenant, new Tenant.Setting("welcome", "Hi", true));
        keeper.start();
        assertThat(pool.kept()).contains("welcome");
        String confirmed = pool.column("confirmed_at");
        KeptRegistry.lastRound(keeper);
        assertThat(pool.column("confirmed_at")).isEqualTo(confirmed);
    }

    @Test
    void aDrainedServerIsKeptAsDisabled() {
        ServerId id = pool.add("bbb1", "s", Optional.empty(), 1, Server.State.CORDONED);
        RegistryKeeper keeper = pool.keeper();
        keeper.start();
        pool.registry().poll(id, 0);
        pool.registry().poll(id, 0);
        KeptRegistry.lastRound(keeper);
        assertThat(pool.kept()).contains("\"state\":\"disabled\"");
    }

    @Test
    void whatScaleliteChangesIsFoundOnceAnInterval() {
        pool.add("bbb1");
        RegistryKeeper keeper = pool.keeper(Map.of("POLL_INTERVAL", "1"));
        keeper.start();
        pool.redis().hset(pool.keys().of(RedisKey.SERVER, "bbb1"), "secret", "by another hand");
        pool.redis().sadd(pool.keys().of(RedisKey.SERVERS), "bbb2");
        pool.redis().hset(pool.keys().of(RedisKey.SERVER, "bbb2"), Map.of("url", "https://b/api", "state", "disabled"));
        await().atMost(TIMEOUT).until(() -> {
            keeper.sync();
            return pool.kept().contains("by another hand") && pool.kept().contains("bbb2");
        });
    }

    @Test
    void withoutPostgresqlNothingIsDone() {
        pool.add("bbb1");
        Map<String, Object> before = new HashMap<>(pool.dump());
        for (Map<String, String> without : List.of(Map.of("DB_DISABLED", "true"), Map.of("DATABASE_URL", ""))) {
            RegistryKeeper keeper = pool.keeper(without);
            keeper.start();
            KeptRegistry.lastRound(keeper);
        }
        assertThat(pool.dump()).isEqualTo(before);
        assertThat(pool.redis().exists(pool.keys().of(RedisKey.GENERATION_ID))).isZero();
    }

    @Test
    void anUnavailablePostgresqlIsLoggedOnce() {
        try (PostgresServer postgres = PostgresServer.start();
                TestDatabase database = new TestDatabase(postgres.url())) {
            database.migrate();
            pool.add("bbb1");
            RegistryKeeper keeper = pool.impatientKeeper(Map.of("DATABASE_URL", database.url()));
            keeper.start();
            postgres.stop();
            pool.add("bbb2");
            await().atMost(TIMEOUT).until(() -> {
                keeper.sync();
                return pool.logged(Level.DEBUG).stream()
                                .filter(line -> line.startsWith("The copy of servers and tenants cannot"))
                                .count()
                        > 2;
            });
            // A poller that starts now does so as well.
            RegistryKeeper other = pool.impatientKeeper(Map.of("DATABASE_URL", database.url()));
            other.start();
            pool.lose();
            KeptRegistry.lastRound(other);
            assertThat(pool.logged(Level.WARN)).as("once by each").hasSize(2);
            postgres.restart();
            await().atMost(TIMEOUT).until(() -> {
                keeper.sync();
                return pool.servers().all().size() == 1;
            });
            // Redis has its servers before the round that puts them back says so.
            keeper.close();
            assertThat(pool.logged(Level.INFO))
                    .filteredOn(line -> line.endsWith("is kept again"))
                    .hasSize(1);
        }
    }

    @Test
    void aHangingPostgresqlDelaysNoPoll() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            pool.add("bbb1");
            Map<String, String> nowhere =
                    Map.of("DATABASE_URL", "postgresql://u:p@127.0.0.1:" + silent.getLocalPort() + "/x");
            // It ends only after this time.
            Duration round = Duration.ofSeconds(4);
            RegistryKeeper waiting = pool.keeper(nowhere, round);
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                waiting.sync();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("which a single round would take")
                    .isLessThan(round);
            RegistryKeeper keeper = pool.impatientKeeper(nowhere);
            KeptRegistry.lastRound(keeper);
            assertThat(pool.logged(Level.WARN)).singleElement().asString().contains("PostgreSQL does not answer");
        }
    }

    @Test
    void aPostgresqlThatHangsInTheMiddleIsGivenUp() throws SQLException {
        ServerId id = pool.add("bbb1");
        RegistryKeeper keeper = pool.impatientKeeper(Map.of());
        keeper.start();
        try (Connection other = pool.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select * from registry_snapshots for update");
            pool.servers().update(id, ServerUpdate.nothing().withSecret("changed"));
            await().atMost(TIMEOUT).until(() -> {
                keeper.sync();
                return !pool.logged(Level.WARN).isEmpty();
            });
            other.rollback();
        }
        await().atMost(TIMEOUT).until(() -> {
            keeper.sync();
            return pool.kept().contains("changed");
        });
        assertThat(pool.logged(Level.WARN)).hasSize(1);
    }

    @Test
    void waitsForTablesAndRejectsNewerOnes() {
        pool.add("bbb1");
        try (TestDatabase database = new TestDatabase()) {
            RegistryKeeper keeper = pool.keeper(Map.of("DATABASE_URL", database.url()));
            keeper.start();
            assertThat(pool.logged(Level.WARN)).singleElement().asString().contains("not up to date");
            database.migrate();
            KeptRegistry.lastRound(keeper);
            assertThat(database.value("select document from registry_snapshots"))
                    .contains("bbb1");
            database.run("insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)"
                    + " values ('of-tomorrow', 'suite', 'db/999.sql', now(), 999, 'EXECUTED')");
            RegistryKeeper old = pool.keeper(Map.of("DATABASE_URL", database.url()));
            assertThatThrownBy(old::start)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("of-tomorrow");
        }
    }

    @Test
    void noSecretIsLogged() {
        fill();
        pool.round();
        pool.database().run("update registry_snapshots set document = replace(document, '{', '[first secret')");
        RegistryKeeper keeper = pool.keeper();
        keeper.start();
        assertThat(pool.logged(Level.WARN)).singleElement().asString().contains("delete the row");
        pool.database().run("delete from registry_snapshots");
        KeptRegistry.lastRound(keeper);
        pool.lose();
        pool.round();
        assertThat(pool.live().copy(true).orElseThrow().toString()).contains("3 servers and 2 tenants");
        assertThat(pool.logged(Level.DEBUG))
                .isNotEmpty()
                .noneMatch(line -> line.contains("secret") || line.contains("one:two") || line.contains("quoted"));
        assertThat(pool.live().copy(true).orElseThrow().toString()).doesNotContain("first secret", "one:two", "quoted");
    }
}
