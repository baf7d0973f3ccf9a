package org.scalelite.cli.doctor;

import static org.scalelite.cli.doctor.Planted.planted;
import static org.scalelite.common.doctor.Finding.Severity.PROBLEM;
import static org.scalelite.common.doctor.Finding.Severity.WARNING;

import java.util.Map;
import java.util.stream.Stream;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.Server;

/** Faults of the registry: those that can be repaired, and those that are for a person. */
final class PlantedInRegistry {
    private PlantedInRegistry() {}

    static Stream<Planted> registry() {
        String fix = "doctor --fix: ";
        return Stream.of(
                planted(
                        "a listed meeting",
                        WARNING,
                        "meeting lost is listed",
                        fix + "take it off",
                        it -> it.redis().sadd(it.keys().of(RedisKey.MEETINGS), "lost")),
                planted("a meeting nowhere", PROBLEM, "on a server that is not registered", fix + "forget it", it -> {
                    meeting(it, "room", "gone");
                }),
                planted(
                        "a leaked bridge",
                        WARNING,
                        "voice bridge 4711 belongs",
                        fix + "free it",
                        it -> it.redis().hset(it.keys().of(RedisKey.VOICE_BRIDGES), "4711", "dead")),
                planted("a bridge not noted", PROBLEM, "not noted as taken", fix + "note it", it -> {
                    meeting(it, "room", it.id().value());
                    it.redis().del(it.keys().of(RedisKey.VOICE_BRIDGES));
                }),
                planted(
                        "a note left",
                        WARNING,
                        "meeting:dead is noted as placed",
                        fix + "remove",
                        it -> it.redis().zadd(it.keys().of(RedisKey.ASSIGNMENTS), 1, "meeting:dead")),
                planted(
                        "a listed server",
                        WARNING,
                        "server gone is listed",
                        fix + "take it off",
                        it -> it.redis().sadd(it.keys().of(RedisKey.SERVERS), "gone")),
                planted("an unlisted server", PROBLEM, "nobody polls it", fix + "no longer count", it -> {
                    it.redis().sadd(it.keys().of(RedisKey.ENABLED_SERVERS), "gone");
                    it.redis().zadd(it.keys().of(RedisKey.SERVER_LOAD), 1, "gone");
                    it.redis().zadd(it.keys().of(RedisKey.CORDONED_SERVER_LOAD), 1, "gone");
                }),
                planted(
                        "enabled by half",
                        WARNING,
                        "but not in server_enabled",
                        fix + "put it in",
                        it -> it.redis()
                                .srem(
                                        it.keys().of(RedisKey.ENABLED_SERVERS),
                                        it.id().value())),
                planted("disabled by half", WARNING, "but not enabled", fix + "take it out", it -> {
                    it.registry().servers().changeState(it.id(), Server.State.DISABLED);
                    it.redis()
                            .sadd(
                                    it.keys().of(RedisKey.ENABLED_SERVERS),
                                    it.id().value());
                }),
                planted("load of an offline server", PROBLEM, "it gets new meetings", fix + "take it out", it -> {
                    it.redis().hset(it.keys().of(RedisKey.SERVER, it.id().value()), "online", "false");
                }),
                planted(
                        "load of an enabled server",
                        WARNING,
                        "cordoned_server_load",
                        fix + "take it out",
                        it -> it.redis()
                                .zadd(
                                        it.keys().of(RedisKey.CORDONED_SERVER_LOAD),
                                        1,
                                        it.id().value())),
                planted(
                        "a listed tenant",
                        WARNING,
                        "tenant gone is listed",
                        fix + "take it off",
                        it -> it.redis().sadd(it.keys().of(RedisKey.TENANTS), "gone")),
                planted(
                        "a tenant without its name",
                        PROBLEM,
                        "not found by its name",
                        fix + "note its name",
                        it -> it.redis().del(it.keys().of(RedisKey.TENANT_NAME, "school"))),
                planted(
                        "a name without its tenant",
                        WARNING,
                        "the name old leads to no",
                        fix + "remove",
                        it -> it.redis().hset(it.keys().of(RedisKey.TENANT_NAME, "old"), "id", "gone")),
                planted(
                        "a name that was given up",
                        WARNING,
                        "the name old leads to no",
                        fix + "remove",
                        it -> it.redis().hset(it.keys().of(RedisKey.TENANT_NAME, "old"), "id", "t1")),
                planted(
                        "a listed setting",
                        WARNING,
                        "setting 7 of tenant t1",
                        fix + "take it off",
                        it -> it.redis().sadd(it.keys().of(RedisKey.TENANT_SETTINGS, "t1"), "7")),
                planted("settings of nobody", WARNING, "settings of tenant gone", fix + "remove", it -> {
                    it.redis().sadd(it.keys().of(RedisKey.TENANT_SETTINGS, "gone"), "8");
                    it.redis()
                            .hset(
                                    it.keys().of(RedisKey.TENANT_SETTING, "8"),
                                    Map.of("param", "a", "tenant_id", "gone"));
                }),
                planted(
                        "a setting of nobody",
                        WARNING,
                        "setting 9 is of tenant gone",
                        fix + "remove",
                        it -> it.redis()
                                .hset(
                                        it.keys().of(RedisKey.TENANT_SETTING, "9"),
                                        Map.of("param", "a", "tenant_id", "gone"))));
    }

    static Stream<Planted> forAPerson() {
        return Stream.of(
                planted("a shared bridge", PROBLEM, "another meeting's too", "end this meeting", it -> {
                    meeting(it, "room", it.id().value());
                    meeting(it, "other", it.id().value());
                }),
                planted(
                        "a server without a URL",
                        PROBLEM,
                        "left out of everything",
                        "servers remove",
                        it -> it.redis()
                                .hdel(it.keys().of(RedisKey.SERVER, it.id().value()), "url")),
                planted(
                        "a server without a secret",
                        PROBLEM,
                        "a blank secret",
                        "bbb-conf --secret",
                        it -> it.redis()
                                .hset(it.keys().of(RedisKey.SERVER, it.id().value()), "secret", " ")),
                planted("a server twice", PROBLEM, "the same URL", "servers cordon", it -> {
                    String url = it.server().apiUrl() + "/";
                    it.redis().sadd(it.keys().of(RedisKey.SERVERS), "twin");
                    it.redis()
                            .hset(
                                    it.keys().of(RedisKey.SERVER, "twin"),
                                    Map.of("url", url, "secret", it.server().secret(), "state", "disabled"));
                }),
                planted(
                        "a tenant without a secret",
                        PROBLEM,
                        "has no secret",
                        "give it a secret",
                        it -> it.redis().hset(it.keys().of(RedisKey.TENANT, "t1"), "secrets", ":")),
                planted(
                        "a tenant without a name",
                        PROBLEM,
                        "has no name",
                        "add it again",
                        it -> it.redis().hdel(it.keys().of(RedisKey.TENANT, "t1"), "name")),
                planted("two tenants of one name", PROBLEM, "the name of another", "rename", it -> {
                    it.redis().sadd(it.keys().of(RedisKey.TENANTS), "t2");
                    it.redis().hset(it.keys().of(RedisKey.TENANT, "t2"), Map.of("name", "school", "secrets", "s"));
                }));
    }

    /** As Scalelite writes it. */
    private static void meeting(Installation it, String id, String server) {
        it.redis().sadd(it.keys().of(RedisKey.MEETINGS), id);
        it.redis().hset(it.keys().of(RedisKey.MEETING, id), Map.of("server_id", server, "voice_bridge", "123456789"));
        it.redis().hset(it.keys().of(RedisKey.VOICE_BRIDGES), "123456789", id);
    }
}
