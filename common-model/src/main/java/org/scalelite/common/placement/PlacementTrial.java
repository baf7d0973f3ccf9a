package org.scalelite.common.placement;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.api.async.RedisAsyncCommands;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.placement.PlacementModel.Choice;
import org.scalelite.common.placement.PlacementModel.Reason;
import org.scalelite.common.placement.PlacementModel.Wish;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.redis.RedisStore;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerInput;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantEntry;

/** Places meetings on the servers as they are now, and changes nothing. */
@Singleton
public record PlacementTrial(RedisStore redis, ServerRegistry servers, LoadWeights weights) {
    /** The most meetings of a trial. */
    public static final int MAX_MEETINGS = 1_000;

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,15}):(\\d{1,15})");
    private static final Pattern AVERAGE = Pattern.compile("(\\d{1,9}) (\\d{1,9}(?:\\.\\d{1,9})?)");

    /** As in shared/average.lua. */
    private static final int FEWEST_RUNS = 5;

    /**
     * What the meetings would do to a server.
     *
     * @param loadBefore empty: it gets no new meetings
     * @param placed meetings that it would get
     * @param reason why the last meeting got this server or not
     */
    public record Row(
            ServerId server, OptionalDouble loadBefore, OptionalDouble loadAfter, int placed, Reason reason) {}

    /** The servers after so many meetings of this kind, those with most of them first. */
    public List<Row> place(Wish wish, int meetings) {
        List<Candidate> before = candidates();
        List<Candidate> pool = new ArrayList<>(before);
        Map<ServerId, Integer> placed = new HashMap<>();
        Map<ServerId, Reason> reasons = Map.of();
        for (int i = 0; i < Math.min(meetings, MAX_MEETINGS); i++) {
            Choice choice = PlacementModel.choose(
                    pool, wish, bound -> ThreadLocalRandom.current().nextInt(bound));
            reasons = choice.reasons();
            choice.server().ifPresent(chosen -> {
                placed.merge(chosen, 1, Integer::sum);
                pool.replaceAll(candidate ->
                        candidate.server().id().equals(chosen) ? candidate.with(wish.users(), weights) : candidate);
            });
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            ServerId id = before.get(i).server().id();
            rows.add(new Row(
                    id,
                    before.get(i).load(),
                    pool.get(i).load(),
                    placed.getOrDefault(id, 0),
                    reasons.getOrDefault(id, Reason.LOAD)));
        }
        rows.sort(Comparator.comparing(Row::placed)
                .reversed()
                .thenComparing(row -> row.server().value()));
        return rows;
    }

    /**
     * What a new meeting wants.
     *
     * @param tenant whose settings and average size apply
     * @param tag as in meta_server-tag, unless the tenant overrides it
     * @param zone as in meta_server-zone, unless the tenant overrides it
     * @param users expected; empty: the size is not known
     * @param minimum {@code LOAD_MIN_USER_COUNT}
     */
    public Wish wish(
            Optional<TenantEntry> tenant,
            Optional<String> tag,
            Optional<String> zone,
            Optional<Integer> users,
            int minimum) {
        int expected = users.or(() -> tenant.flatMap(known -> averageUsers(known.id())))
                .orElse(minimum);
        return new Wish(
                setting(tenant, "meta_server-tag", tag)
                        .map(TagRequirement::parse)
                        .orElse(TagRequirement.none()),
                setting(tenant, "meta_server-zone", zone)
                        .filter(ServerInput::isZone)
                        .orElse(""),
                expected,
                weights.reserved(expected),
                users.isPresent(),
                Set.of());
    }

    private static Optional<String> setting(Optional<TenantEntry> tenant, String parameter, Optional<String> given) {
        List<Tenant.Setting> settings = tenant.map(TenantEntry::settings).orElse(List.of()).stream()
                .map(TenantEntry.Setting::content)
                .filter(setting -> setting.parameter().equalsIgnoreCase(parameter))
                .toList();
        return settings.stream()
                .filter(Tenant.Setting::override)
                .map(Tenant.Setting::value)
                .findFirst()
                .or(() -> given)
                .or(() -> settings.stream().map(Tenant.Setting::value).findFirst());
    }

    private Optional<Integer> averageUsers(String tenant) {
        return Optional.ofNullable(redis.<String>call(
                        commands -> commands.hget(redis.keys().of(RedisKey.AVERAGE_USERS), tenant)))
                .map(AVERAGE::matcher)
                .filter(Matcher::matches)
                .filter(matcher -> Integer.parseInt(matcher.group(1)) >= FEWEST_RUNS)
                .map(matcher -> (int) Math.max(1, Math.round(Double.parseDouble(matcher.group(2)))));
    }

    /** The servers as a placement sees them at this moment. */
    List<Candidate> candidates() {
        List<Server> all = servers.all();
        RedisAsyncCommands<String, String> async = redis.async();
        RedisFuture<List<ScoredValue<String>>> loads =
                async.zrangeWithScores(redis.keys().of(RedisKey.SERVER_LOAD), 0, -1);
        RedisFuture<Map<String, String>> failures = async.hgetall(redis.keys().of(RedisKey.CREATE_FAILURES));
        RedisFuture<Map<String, String>> slowStarts = async.hgetall(redis.keys().of(RedisKey.SLOW_STARTS));
        List<RedisFuture<List<KeyValue<String, String>>>> held = all.stream()
                .map(server -> async.hmget(
                        redis.keys().of(RedisKey.SERVER_MEMORY, server.id().value()), "held_meetings", "held_users"))
                .toList();
        Map<String, Double> loadById = new HashMap<>();
        redis.await(loads).forEach(entry -> loadById.put(entry.getValue(), entry.getScore()));
        Map<String, String> failing = redis.await(failures);
        Map<String, String> starting = redis.await(slowStarts);
        long now = redis.now().toEpochMilli();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String id = all.get(i).id().value();
            List<KeyValue<String, String>> counts = redis.await(held.get(i));
            candidates.add(new Candidate(
                    all.get(i),
                    loadById.containsKey(id) ? OptionalDouble.of(loadById.get(id)) : OptionalDouble.empty(),
                    Integer.parseInt(counts.get(0).getValueOrElse("0")),
                    Integer.parseInt(counts.get(1).getValueOrElse("0")),
                    isSkipped(starting.getOrDefault(id, ""), now),
                    isPaused(failing.getOrDefault(id, ""), now)));
        }
        return candidates;
    }

    /** Whether a server gets no meetings for some time, because its last creates failed. */
    private static boolean isPaused(String failures, long now) {
        Matcher matcher = NUMBERS.matcher(failures);
        return matcher.matches() && Long.parseLong(matcher.group(2)) > now;
    }

    /** Whether chance passes over a server in slow start: the longer it is online, the less often it does. */
    private static boolean isSkipped(String slowStart, long now) {
        Matcher matcher = NUMBERS.matcher(slowStart);
        if (!matcher.matches()) {
            return false;
        }
        long from = Long.parseLong(matcher.group(1));
        long length = Math.max(1, Long.parseLong(matcher.group(2)) - from);
        return from <= now && ThreadLocalRandom.current().nextDouble() >= (double) (now - from) / length;
    }

    @Override
    public String toString() {
        return "trial of placements";
    }
}
