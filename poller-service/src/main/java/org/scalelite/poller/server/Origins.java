package org.scalelite.poller.server;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.common.server.MeetingTotals.Origin;

/** The users of a server by front-end. Front-ends choose these texts, so their number and length are limited. */
final class Origins {
    private static final int MAX_ORIGINS = 20;
    private static final int MAX_LENGTH = 100;
    private static final String OTHER = "other";

    private Origins() {}

    /** The front-ends with the most users, and the rest together. */
    static List<Origin> of(List<MeetingReport> meetings) {
        Map<List<String>, Integer> users = meetings.stream()
                .collect(Collectors.groupingBy(
                        meeting -> List.of(
                                limited(meeting.audience().originServer()),
                                limited(meeting.audience().originName())),
                        Collectors.summingInt(MeetingReport::participants)));
        List<Origin> origins = users.entrySet().stream()
                .map(entry -> new Origin(entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                .sorted(Comparator.comparingInt(Origin::users)
                        .reversed()
                        .thenComparing(Origin::server)
                        .thenComparing(Origin::name))
                .toList();
        int rest = origins.stream().skip(MAX_ORIGINS).mapToInt(Origin::users).sum();
        return Stream.concat(
                        origins.stream().limit(MAX_ORIGINS),
                        Stream.of(new Origin(OTHER, OTHER, rest)).filter(_ -> origins.size() > MAX_ORIGINS))
                .toList();
    }

    private static String limited(String text) {
        return text.length() > MAX_LENGTH ? OTHER : text;
    }
}
