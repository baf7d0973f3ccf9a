package org.scalelite.common.hook;

import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.redis.RedisScript;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.ServerId;

/** Our hooks at the BBB servers: which are wanted, and where there are some. In Redis. */
@Singleton
public final class ServerHooks {
    private static final RedisScript WANTED = RedisScript.named("hooks-wanted");
    private static final RedisScript CLAIM = RedisScript.named("server-hooks-claim");
    private static final RedisScript RECORD = RedisScript.named("server-hooks-record");
    private static final RedisScript STATES = RedisScript.named("server-hooks");
    private static final String NONE = "-";
    private static final int VALUES = 3;
    private static final int REMOVED_VALUES = 5;

    private final RedisStore redis;

    /** Those in this Redis. */
    public ServerHooks(RedisStore redis) {
        this.redis = redis;
    }

    /** What a hook gets. */
    public enum Kind implements EnumText {
        EVENTS,
        /** The messages inside BBB. */
        RAW;
    }

    /** Whether a server has our hooks. */
    public enum State implements EnumText {
        REGISTERED,
        /** The server has no bbb-webhooks. */
        MISSING,
        /** It refused or did not answer. */
        FAILED;
    }

    /** Our hooks at a server, by kind. */
    public record Registration(State state, Map<Kind, String> ids) {
        public Registration {
            ids = Map.copyOf(ids);
        }

        private String text() {
            return Arrays.stream(Kind.values())
                    .map(kind -> ids.getOrDefault(kind, NONE))
                    .collect(Collectors.joining(" ", state.text() + " ", ""));
        }

        private static Registration of(String[] values) {
            Map<Kind, String> ids = new EnumMap<>(Kind.class);
            int at = 1;
            for (Kind kind : Kind.values()) {
                String id = values[at++];
                if (!id.equals(NONE)) {
                    ids.put(kind, id);
                }
            }
            return new Registration(EnumText.parse(State.class, values[0]), ids);
        }
    }

    /**
     * A server whose hooks are due for a check.
     *
     * @param removed where a server is that was removed: its hooks are to be destroyed
     */
    public record Check(ServerId server, Optional<Registration> registration, Optional<BbbEndpoint> removed) {}

    /** The wanted kinds, and servers that are due. */
    public record Checks(Set<Kind> wanted, List<Check> due) {
        public Checks {
            wanted = Set.copyOf(wanted);
            due = List.copyOf(due);
        }
    }

    /** The wanted kinds, and what is known of each server that was checked. */
    public record States(Set<Kind> wanted, Map<ServerId, State> servers) {
        public States {
            wanted = Set.copyOf(wanted);
            servers = Map.copyOf(servers);
        }
    }

    /** Notes which kinds front-ends have; a change makes all servers due. */
    public void want(Set<Kind> kinds) {
        WANTED.run(redis, kinds.stream().sorted().map(Kind::text).collect(Collectors.joining(",")));
    }

    /** Claims servers that are due; no other poller does within the interval. */
    public Checks claim(Duration interval, int limit) {
        List<String> answer = CLAIM.run(redis, String.valueOf(interval.toMillis()), String.valueOf(limit));
        List<Check> due = new ArrayList<>();
        for (int i = 1; i + 2 < answer.size(); i += VALUES) {
            due.add(check(new ServerId(answer.get(i)), answer.get(i + 1), answer.get(i + 2)));
        }
        return new Checks(kinds(answer.getFirst()), due);
    }

    private static Check check(ServerId server, String registration, String removed) {
        if (removed.isEmpty()) {
            return new Check(server, registration(registration), Optional.empty());
        }
        // The secret, which comes last, may have spaces.
        String[] values = removed.split(" ", REMOVED_VALUES);
        BbbEndpoint endpoint = new BbbEndpoint(URI.create(values[VALUES]), values[VALUES + 1], true);
        return new Check(server, Optional.of(Registration.of(values)), Optional.of(endpoint));
    }

    private static Optional<Registration> registration(String text) {
        return Optional.of(text.split(" ", -1))
                .filter(values -> values.length == VALUES)
                .map(Registration::of);
    }

    private static Set<Kind> kinds(String text) {
        return Arrays.stream(text.split(",", -1))
                .flatMap(name -> EnumText.find(Kind.class, name).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Kind.class)));
    }

    /** Notes our hooks at a server; empty if it has none, also of a removed one. */
    public void record(ServerId server, Optional<Registration> registration) {
        RECORD.run(redis, server.value(), registration.map(Registration::text).orElse(""));
    }

    /** What is known of all servers. */
    public States states() {
        List<String> answer = STATES.run(redis);
        Map<ServerId, State> states = new HashMap<>();
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            ServerId server = new ServerId(answer.get(i));
            registration(answer.get(i + 1)).ifPresent(found -> states.put(server, found.state()));
        }
        return new States(kinds(answer.getFirst()), states);
    }
}
