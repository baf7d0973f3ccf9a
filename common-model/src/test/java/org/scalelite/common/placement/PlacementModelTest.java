package org.scalelite.common.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.meeting.Assignment;
import org.scalelite.common.meeting.ForgetCondition;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.PlacementRequest;
import org.scalelite.common.placement.PlacementModel.Choice;
import org.scalelite.common.placement.PlacementModel.Reason;
import org.scalelite.common.placement.PlacementModel.Wish;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;
import org.scalelite.common.server.TagRequirement;
import org.scalelite.common.testing.Fuzz;
import org.scalelite.common.testing.TestRegistry;

/** The scripts choose from an index what the plain rules choose from all servers, whatever happens in between. */
class PlacementModelTest {
    private static final int SERVERS = 14;
    private static final int STEPS = 1_500;
    private static final int IDS = 60;
    private static final List<String> TAGS = List.of("", "", "", "gpu", "fpga");
    private static final List<String> WANTED = List.of("", "", "gpu", "gpu!", "fpga;gpu", "none;gpu!", "tpu", "tpu!");
    private static final List<Double> MULTIPLIERS = List.of(1.0, 1.0, 2.0, 0.5, 1.25, 1.249);
    private static final List<String> ZONES = List.of("", "north", "south");

    private final TestRegistry registry = new TestRegistry();
    private final PlacementTrial trial = new PlacementTrial(registry.redis(), registry.servers(), LoadWeights.DEFAULT);
    private final PlacementLog log = new PlacementLog(registry.redis());
    private final List<ServerId> servers = new ArrayList<>();
    private Random random = new Random();
    private int bridge = 100_000;

    @AfterEach
    void close() {
        registry.close();
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private MeetingKey meeting() {
        return new MeetingKey(random.nextInt(3) == 0 ? Optional.of("t1") : Optional.empty(), "m" + random.nextInt(IDS));
    }

    @Test
    void scriptsChooseWhatThePlainRulesChoose() {
        long seed = Fuzz.seed(System.nanoTime());
        random = new Random(seed);
        for (int i = 0; i < SERVERS; i++) {
            servers.add(registry.online(
                    URI.create("http://bbb-" + i + "/api"),
                    "s",
                    Optional.of(one(TAGS)).filter(tag -> !tag.isEmpty()),
                    one(MULTIPLIERS)));
        }
        Map<String, Integer> outcomes = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            String when = "step %d of FUZZ_SEED=%d".formatted(step, seed);
            // The next placement sees what Scalelite has written; later ones may see it only after our next poll.
            MeetingKey key = change() ? meeting() : new MeetingKey(Optional.empty(), "new-" + step);
            outcomes.merge(place(key, when), 1, Integer::sum);
        }
        assertThat(outcomes).containsKeys("Created", "NoServer", "Existing", "size");
    }

    private String place(MeetingKey key, String when) {
        int users = 1 + random.nextInt(30);
        Wish wish =
                new Wish(TagRequirement.parse(one(WANTED)), one(ZONES), users, users, random.nextBoolean(), taken(key));
        List<Candidate> candidates = trial.candidates();
        Choice choice = PlacementModel.choose(candidates, wish, _ -> 0);
        Assignment assignment = registry.meetings().assign(key, request(wish));
        switch (assignment) {
            case Assignment.Created created -> {
                assertThat(choice.best()).as(when).contains(created.location().server());
                assertExplained(key, choice, created.location().server().value(), when);
                if (choice.reasons().containsValue(Reason.SIZE)) {
                    return "size";
                }
            }
            case Assignment.NoServer() -> {
                assertThat(choice.best()).as(when).isEmpty();
                assertExplained(key, choice, "", when);
            }
            case Assignment.IdTaken() -> {
                Wish anywhere =
                        new Wish(wish.tags(), wish.zone(), wish.users(), wish.load(), wish.isSizeKnown(), Set.of());
                assertThat(choice.best()).as(when).isEmpty();
                assertThat(PlacementModel.choose(candidates, anywhere, _ -> 0).best())
                        .as(when)
                        .isNotEmpty();
            }
            // After a time without any server new meetings wait until all have been polled.
            case Assignment.NotYet() ->
                assertThat(registry.redis()
                                .commands()
                                .exists(registry.redis().keys().of(RedisKey.UNCONFIRMED_SERVERS)))
                        .as(when)
                        .isOne();
            case Assignment.Existing _, Assignment.ServerOffline _ -> {}
            case Assignment other -> throw new AssertionError(when + ": " + other);
        }
        return assignment.getClass().getSimpleName();
    }

    private void assertExplained(MeetingKey key, Choice choice, String server, String when) {
        PlacementRecord explained = log.of(key.tenantText(), key.meetingId()).getFirst();
        assertThat(explained.server()).as(when).isEqualTo(server);
        assertThat(explained.servers()).as(when).hasSizeLessThanOrEqualTo(6);
        for (PlacementRecord.Compared compared : explained.servers()) {
            Reason expected = Objects.requireNonNull(choice.reasons().get(new ServerId(compared.server())));
            boolean isChosen = compared.server().equals(server);
            // Of equal servers chance has chosen another one here.
            List<String> reasons = isChosen
                    ? List.of("chosen")
                    : expected == Reason.CHOSEN ? List.of("load", "size") : List.of(expected.text());
            assertThat(compared.reason()).as("%s: %s", when, compared).isIn(reasons);
        }
    }

    private PlacementRequest request(Wish wish) {
        bridge++;
        return new PlacementRequest(
                "mp",
                wish.isSizeKnown()
                        ? ExpectedUsers.known(wish.users())
                        : ExpectedUsers.of(wish.users(), false, Optional.empty(), Optional.empty()),
                wish.tags(),
                wish.zone(),
                List.of(String.valueOf(bridge)),
                Optional.empty(),
                Duration.ofDays(1),
                Optional.empty());
    }

    private Set<ServerId> taken(MeetingKey key) {
        return registry.meetings().all().stream()
                .filter(known -> known.key().meetingId().equals(key.meetingId())
                        && !known.key().equals(key))
                .map(KnownMeeting::server)
                .collect(Collectors.toSet());
    }

    /** What operators, users, polls, failures and Scalelite may change; false if Scalelite has. */
    private boolean change() {
        ServerId id = one(servers);
        boolean isFirst = id.equals(servers.getFirst());
        switch (random.nextInt(12)) {
            case 0, 1 ->
                registry.meetings()
                        .find(meeting())
                        .ifPresent(location ->
                                registry.meetings().forget(location.meeting(), ForgetCondition.on(location.server())));
            case 2, 3 -> poll(id);
            case 4 -> registry.meetings().findToJoin(meeting(), Optional.empty());
            case 5 -> registry.servers().update(id, ServerUpdate.nothing().withSettings(settings(isFirst)));
            case 6 -> registry.servers().update(id, ServerUpdate.nothing().withTag(isFirst ? "" : one(TAGS)));
            case 7 -> {
                // One server stays, so that no placement has to wait for polls.
                registry.servers()
                        .changeState(id, isFirst ? Server.State.ENABLED : one(List.of(Server.State.values())));
                poll(id);
            }
            case 8 -> {
                if (!isFirst) {
                    registry.offline(id);
                }
            }
            case 9 -> registry.servers().reportFailure(id, "refused");
            case 10 -> pauseCreates(id);
            default -> {
                actAsScalelite(id);
                return false;
            }
        }
        return true;
    }

    private void poll(ServerId id) {
        String[] records = registry.meetings().all().stream()
                .filter(meeting -> meeting.server().equals(id) && random.nextInt(4) > 0)
                .map(KnownMeeting::record)
                .toArray(String[]::new);
        registry.poll(id, random.nextInt(40), records);
    }

    private Map<Server.Setting, String> settings(boolean mustBeFree) {
        Map<Server.Setting, String> settings = new EnumMap<>(Server.Setting.class);
        settings.put(Server.Setting.ZONE, one(ZONES));
        settings.put(Server.Setting.SPARE, random.nextInt(4) == 0 ? "true" : "");
        settings.put(Server.Setting.MAX_MEETINGS, mustBeFree || random.nextBoolean() ? "" : "3");
        settings.put(Server.Setting.MAX_USERS, mustBeFree || random.nextBoolean() ? "" : "40");
        return settings;
    }

    private void pauseCreates(ServerId id) {
        String key = registry.redis().keys().of(RedisKey.CREATE_FAILURES);
        if (random.nextBoolean()) {
            registry.redis().commands().hset(key, id.value(), "1:9999999999999");
        } else {
            registry.redis().commands().del(key);
        }
    }

    /** It writes loads without the index; tags too, and then our pollers poll that server sooner or later. */
    private void actAsScalelite(ServerId id) {
        String loads = registry.redis().keys().of(RedisKey.SERVER_LOAD);
        if (random.nextBoolean()) {
            registry.redis()
                    .commands()
                    .zrange(loads, 0, -1)
                    .forEach(server -> registry.redis().commands().zadd(loads, random.nextInt(1_000) / 7.0, server));
        } else if (!id.equals(servers.getFirst())) {
            registry.redis().commands().hset(registry.redis().keys().of(RedisKey.SERVER, id.value()), "tag", one(TAGS));
            registry.redis().commands().zrem(loads, id.value());
            poll(id);
        }
    }
}
