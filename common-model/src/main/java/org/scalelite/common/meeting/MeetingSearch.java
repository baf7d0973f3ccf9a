package org.scalelite.common.meeting;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.scalelite.common.server.ServerId;

/** Finds meetings of the registry, for operators. */
@Singleton
public record MeetingSearch(MeetingDirectory directory) {
    /**
     * Which meetings are wanted; all conditions must hold.
     *
     * @param server empty: on any
     * @param tenantId empty: of any, and of none
     * @param text a part of the meeting id in any letter case, or an internal meeting id or recording id, which finds the
     *     meeting of the same meeting id; empty: any
     */
    public record Query(Optional<ServerId> server, Optional<String> tenantId, Optional<String> text) {
        private Predicate<KnownMeeting> condition() {
            Predicate<String> id = text.map(Query::id).orElse(_ -> true);
            return meeting -> server.map(meeting.server()::equals).orElse(true)
                    && (tenantId.isEmpty() || tenantId.equals(meeting.key().tenantId()))
                    && id.test(meeting.key().meetingId());
        }

        private static Predicate<String> id(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            Predicate<String> contains =
                    meetingId -> meetingId.toLowerCase(Locale.ROOT).contains(lower);
            return InternalId.of(lower)
                    .map(internal -> contains.or(internal::isOf))
                    .orElse(contains);
        }
    }

    /**
     * Some of the meetings found.
     *
     * @param total how many there are on all pages
     * @param parents of those that are breakout rooms, by meeting
     */
    public record Found(List<KnownMeeting> meetings, int total, Map<MeetingKey, String> parents) {
        public Found {
            meetings = List.copyOf(meetings);
            parents = Map.copyOf(parents);
        }
    }

    /** A page of meetings, by their ids. */
    public Found page(Query query, int limit, int offset) {
        List<KnownMeeting> all = directory.all().stream()
                .filter(query.condition())
                .sorted(Comparator.comparing(
                                (KnownMeeting meeting) -> meeting.key().meetingId())
                        .thenComparing(KnownMeeting::record))
                .toList();
        List<KnownMeeting> page = all.stream().skip(offset).limit(limit).toList();
        return new Found(page, all.size(), directory.parents(page));
    }
}
