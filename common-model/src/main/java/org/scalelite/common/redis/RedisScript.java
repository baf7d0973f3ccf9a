package org.scalelite.common.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.io.Resource;
import org.scalelite.common.tracing.Work;

/**
 * One change of state: a Lua script that Redis runs as a whole or not at all. A script is a resource of its own,
 * {@code redis/NAME.lua}; lines {@code --include shared/NAME} bring in functions that several share, each file once. The
 * first argument is always the prefix of the keys; {@link RedisKey} and {@link ScriptPolicy} define the words that the script
 * uses of them.
 *
 * <p>The scripts name keys that are not declared: they need a single primary, not a Redis Cluster.
 */
public final class RedisScript {
    private static final String INCLUDE = "--include ";

    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Work work;
    private final String text;
    private final String digest;

    private RedisScript(String name, String text) {
        this.work = Work.script(name);
        this.text = text;
        this.digest = ChecksumAlgorithm.SHA1.hex(text);
    }

    /** Loads {@code redis/NAME.lua}. */
    public static RedisScript named(String name) {
        StringBuilder text = new StringBuilder();
        append(name, text, new HashSet<>());
        return new RedisScript(name, prelude(text) + text);
    }

    /** The namespace, and what the script uses of the keys and the policy. */
    private static String prelude(CharSequence script) {
        Set<String> words =
                WORD.matcher(script).results().map(MatchResult::group).collect(Collectors.toSet());
        return Stream.of(
                        Stream.of("local P = ARGV[1]\n"),
                        Stream.of(RedisKey.values()).map(key -> key.lua(words)),
                        Stream.of(ScriptPolicy.values()).map(policy -> policy.lua(words)))
                .flatMap(Function.identity())
                .collect(Collectors.joining());
    }

    private static void append(String name, StringBuilder text, Set<String> included) {
        for (String line : Resource.text("/redis/" + name + ".lua").lines().toList()) {
            if (!line.startsWith(INCLUDE)) {
                text.append(line).append('\n');
            } else if (included.add(line)) {
                append(line.substring(INCLUDE.length()), text, included);
            }
        }
    }

    /** Runs the script in one round trip; it returns a list of texts. */
    public List<String> run(RedisStore redis, List<String> arguments) {
        String[] values = new String[arguments.size() + 1];
        values[0] = redis.keys().prefix();
        for (int i = 0; i < arguments.size(); i++) {
            values[i + 1] = arguments.get(i);
        }
        return redis.traces().runWithin(work, () -> evaluate(redis, values));
    }

    private List<String> evaluate(RedisStore redis, String[] values) {
        try {
            return redis.call(commands -> commands.evalsha(digest, ScriptOutputType.MULTI, new String[0], values));
        } catch (RedisNoScriptException _) {
            // Redis was restarted, or has not met the script yet.
            return redis.call(commands -> commands.eval(text, ScriptOutputType.MULTI, new String[0], values));
        }
    }

    /** Runs the script in one round trip; it returns a list of texts. */
    public List<String> run(RedisStore redis, String... arguments) {
        return run(redis, List.of(arguments));
    }

    /** Runs a script that returns an outcome, names and values. */
    public ScriptAnswer ask(RedisStore redis, List<String> arguments) {
        return ScriptAnswer.of(run(redis, arguments));
    }

    /** Runs a script that returns an outcome, names and values. */
    public ScriptAnswer ask(RedisStore redis, String... arguments) {
        return ask(redis, List.of(arguments));
    }

    /** Policy of the registry that the Lua scripts apply. Each finds the numbers that it uses under these names. */
    enum ScriptPolicy {
        /** A poll without an answer counts as confirmation of another's: longer than the polls of two pollers, one by one. */
        UNREACHED_MS("60000"),

        /** An answer to a call of an API replica speaks against a poll without one; replicas report every two seconds. */
        REACHED_MS("10000"),

        /** How long new meetings wait for servers that have not reported theirs, after a time without any server. */
        UNCONFIRMED_SECONDS("15"),

        /** Servers with failures are excluded from placement as long as more than this share of the enabled ones is left. */
        MIN_PLACEMENT_SHARE("0.5"),

        /** No unconfirmed failure takes more than this share of the enabled servers offline. */
        MAX_OFFLINE_SHARE("0.5"),

        /** Polls in a row that have to find a cordoned server empty before it is disabled. */
        DRAINED_POLLS("2"),

        /** How long a list of meetings that was asked for before does not bring back a forgotten one: longer than a poll takes. */
        FORGOTTEN_MS("120000"),

        /** How long a stale copy of a meeting is remembered. */
        STALE_COPY_SECONDS("86400"),

        /** How long load is remembered that was promised to a server which no poller polls any more. */
        RESERVATION_SECONDS("86400"),

        /** How long events of BBB servers are remembered, longer than bbb-webhooks repeats one, and how many of a server. */
        SEEN_EVENTS_MS("600000"),
        MAX_SEEN_EVENTS("10000"),

        /** How long a meeting is remembered for events about its recording. */
        EVENT_MEETING_SECONDS("1209600"),

        /** What waits for a front-end: events of a hook, and bytes of a tenant. */
        MAX_HOOK_EVENTS("10000"),
        MAX_HOOK_BYTES("33554432"),

        /** Leases and pauses of hooks are shorter; a time further ahead comes from a clock that was faster. */
        MAX_HOOK_PAUSE_MS("120000"),
        /** Least loaded servers that the record of a placement compares. */
        EXPLAINED_CANDIDATES("5"),

        PLACEMENTS_OF_MEETING("5"),

        /** How long the record of a placement is kept. */
        PLACEMENT_SECONDS("86400"),

        /** Meetings with a record of their placement: some 30 MB. */
        EXPLAINED_MEETINGS_KEPT("20000"),

        /** Meetings whose size is remembered: some 10 MB. */
        PAST_USERS_KEPT("100000"),

        PAST_USERS_DAYS("100"),

        EVENTS_KEPT("200"),

        AUDIT_ENTRIES("10000");

        private final String value;

        ScriptPolicy(String value) {
            this.value = value;
        }

        /** Defines it in Lua, if a script has the word. */
        String lua(Set<String> words) {
            return words.contains(name()) ? "local %s = %s\n".formatted(name(), value) : "";
        }
    }
}
