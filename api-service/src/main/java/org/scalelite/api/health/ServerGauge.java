package org.scalelite.api.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerFacts;

/**
 * A number of each server.
 *
 * @param value empty if it is not known
 */
record ServerGauge(String name, String meaning, Function<ServerFacts, OptionalDouble> value) {
    /** All of them. */
    static final List<ServerGauge> ALL = List.of(
            number("up", "1 if the server is online", facts -> facts.server().online() ? 1 : 0),
            number("available", "1 if the server may get a new meeting", facts -> facts.isAvailable() ? 1 : 0),
            new ServerGauge(
                    "load",
                    "Load; missing if the server may get no new meeting",
                    facts -> facts.server().load()),
            number(
                    "load_multiplier",
                    "Factor of the load",
                    facts -> facts.server().loadMultiplier()),
            statistic("meetings", "Meetings at the last poll", Server.Statistics::meetings),
            statistic("users", "Users at the last poll", Server.Statistics::users),
            statistic(
                    "largest_meeting_users",
                    "Users of the largest meeting at the last poll",
                    Server.Statistics::largestMeeting),
            statistic("videos", "Webcams at the last poll", Server.Statistics::videos),
            number(
                    "voice_users",
                    "Users with a microphone at the last poll",
                    facts -> facts.totals().voiceUsers()),
            number(
                    "listeners",
                    "Listen-only users at the last poll",
                    facts -> facts.totals().listeners()),
            number("create_failures", "Creates that failed in a row; 0 if creates work", ServerFacts::createFailures),
            time("health_since", "When the health state changed last", ServerFacts::healthSince),
            time("last_poll", "When the server was polled last", ServerFacts::polledAt),
            new ServerGauge(
                    "last_poll_duration_seconds",
                    "Duration of the last poll that was answered",
                    facts -> seconds(facts.pollDuration())),
            time(
                    "certificate_expiry",
                    "When the first certificate of the chain expires",
                    ServerFacts::certificateExpiry));

    String metric() {
        return "scalelite_server_" + name;
    }

    OptionalDouble of(ServerFacts facts) {
        return value.apply(facts);
    }

    private static ServerGauge number(String name, String meaning, Function<ServerFacts, Number> value) {
        return new ServerGauge(
                name, meaning, facts -> OptionalDouble.of(value.apply(facts).doubleValue()));
    }

    private static ServerGauge statistic(String name, String meaning, Function<Server.Statistics, Integer> value) {
        return number(name, meaning, facts -> value.apply(facts.server().statistics()));
    }

    private static ServerGauge time(String name, String meaning, Function<ServerFacts, Optional<Instant>> value) {
        return new ServerGauge(
                name + "_timestamp_seconds",
                meaning,
                facts -> seconds(value.apply(facts).map(at -> Duration.between(Instant.EPOCH, at))));
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    private static OptionalDouble seconds(Optional<Duration> time) {
        return time.map(known -> OptionalDouble.of(known.toMillis() / 1000.0)).orElseGet(OptionalDouble::empty);
    }
}
