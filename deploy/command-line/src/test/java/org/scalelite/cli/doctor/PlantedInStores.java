package org.scalelite.cli.doctor;

import static org.scalelite.cli.doctor.Planted.planted;
import static org.scalelite.common.doctor.Finding.Severity.PROBLEM;
import static org.scalelite.common.doctor.Finding.Severity.WARNING;

import java.util.stream.Stream;

/** Faults of Redis and PostgreSQL. */
final class PlantedInStores {
    private PlantedInStores() {}

    static Stream<Planted> redis() {
        return Stream.of(
                planted("eviction", PROBLEM, "allkeys-lru: running meetings are forgotten", "noeviction", it -> {
                    it.config("maxmemory", "1gb");
                    it.config("maxmemory-policy", "allkeys-lru");
                }),
                planted(
                        "eviction some day",
                        WARNING,
                        "had it a limit",
                        "noeviction",
                        it -> it.config("maxmemory-policy", "allkeys-lru")),
                planted(
                        "no persistence",
                        PROBLEM,
                        "a restart loses all",
                        "appendonly yes",
                        it -> it.config("appendonly", "no")),
                planted("nearly full", WARNING, "% of its maxmemory", "raise maxmemory", it -> {
                    String used = it.redis().info("memory").replaceFirst("(?s).*used_memory:([0-9]+).*", "$1");
                    it.config("maxmemory", String.valueOf(Long.parseLong(used) * 10 / 9));
                }),
                planted(
                        "a missing replica",
                        PROBLEM,
                        "takes no writes: its min-replicas-to-write wants 1 replica more",
                        "start the replicas",
                        it -> it.config("min-replicas-to-write", "1")),
                planted("a replica", PROBLEM, "is a replica", "name the primary", it -> {
                    it.later(() -> it.redis().replicaofNoOne());
                    it.redis().replicaof("127.0.0.1", it.redisServer().port());
                }));
    }

    static Stream<Planted> postgresql() {
        return Stream.of(
                planted(
                        "away",
                        PROBLEM,
                        "cannot be used",
                        "that PostgreSQL runs",
                        it -> it.set("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/x")),
                planted(
                        "a wrong password",
                        PROBLEM,
                        "password authentication failed",
                        "pg_hba.conf",
                        it -> it.set(
                                "DATABASE_URL", it.database().url().replaceFirst("//([^:]+):[^@]+@", "//$1:wrong@"))),
                planted(
                        "no such database",
                        PROBLEM,
                        "does not exist",
                        "createdb",
                        it -> it.set("DATABASE_URL", it.database().url().replaceFirst("/test_[^?]*", "/nobody"))),
                planted("read-only", PROBLEM, "is read-only", "pg_db_role_setting", it -> {
                    String name = it.database().value("select current_database()");
                    it.later(() -> it.database()
                            .run("set transaction read write; alter database %s reset all".formatted(name)));
                    it.database().run("alter database %s set default_transaction_read_only = on".formatted(name));
                }),
                planted("tables of old", WARNING, "pending: 1 change set", "start the API", it -> {
                    it.database()
                            .run("create table kept as select * from databasechangelog where author = 'suite'"
                                    + " order by orderexecuted desc limit 1;"
                                    + "delete from databasechangelog where id in (select id from kept)");
                    it.later(() ->
                            it.database().run("insert into databasechangelog select * from kept; drop table kept"));
                }),
                planted(
                        "tables of the future",
                        PROBLEM,
                        "newer version of the suite (999-x)",
                        "run that version",
                        it -> {
                            it.database()
                                    .run(
                                            "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted,"
                                                    + " exectype) values ('999-x', 'suite', 'db/999.sql', now(), 999, 'EXECUTED')");
                            it.later(() -> it.database().run("delete from databasechangelog where id = '999-x'"));
                        }));
    }

    static Stream<Planted> snapshot() {
        return Stream.of(
                planted(
                        "no copy of the servers",
                        WARNING,
                        "would stay empty",
                        "start poller-service",
                        it -> it.database().run("delete from registry_snapshots")),
                planted(
                        "an old copy of the servers",
                        WARNING,
                        "nobody has compared it",
                        "start poller-service",
                        it -> it.database()
                                .run("update registry_snapshots set confirmed_at = now() - interval '1 hour'")),
                planted(
                        "an emptied Redis",
                        PROBLEM,
                        "nobody has put back the 2 that are kept",
                        "start poller-service",
                        it -> it.redis().flushall()));
    }
}
