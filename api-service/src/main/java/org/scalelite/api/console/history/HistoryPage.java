package org.scalelite.api.console.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.console.page.Beginning;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.common.history.MeetingRun;
import org.scalelite.common.history.MeetingRunQuery;
import org.scalelite.common.history.MeetingRunRepository;

/** Meetings that ran, and those that run, the last created first. */
public record HistoryPage(Frame frame, Filter filter, List<Row> rows, MeetingRunRepository.Totals totals, Pager pager) {
    private static final double MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    public HistoryPage {
        rows = List.copyOf(rows);
    }

    /** The time of all users together. */
    public String userHours() {
        return "%.1f".formatted(totals.userMillis() / MILLIS_PER_HOUR);
    }

    /**
     * Which runs are shown. Empty texts do not filter.
     *
     * @param tenant its id
     * @param meeting meeting id or internal id
     * @param server id or host
     * @param days how many, up to now; {@code all}: all that are stored
     */
    public record Filter(String tenant, String meeting, String server, String days) {
        /** The choices of the page. */
        public static final List<String> DAYS = List.of("1", "7", "30", "90", "all");

        private static final String DEFAULT_DAYS = "7";

        /** From the parameters of an address; what is unknown there counts as missing. */
        public static Filter of(Map<String, String> parameters) {
            return new Filter(
                    text(parameters, "tenant"),
                    text(parameters, "meeting"),
                    text(parameters, "server"),
                    Optional.of(text(parameters, "days")).filter(DAYS::contains).orElse(DEFAULT_DAYS));
        }

        private static String text(Map<String, String> parameters, String name) {
            return parameters.getOrDefault(name, "").strip();
        }

        public Map<String, String> parameters() {
            return Map.of("tenant", tenant, "meeting", meeting, "server", server, "days", days);
        }

        /** The same for the repository. */
        public MeetingRunQuery query(Instant now) {
            return new MeetingRunQuery(
                    given(tenant),
                    given(server),
                    given(meeting),
                    Optional.of(days).filter(text -> !text.equals("all")).map(text -> since(now, text)),
                    Optional.empty());
        }

        private static Instant since(Instant now, String days) {
            return now.minus(Duration.ofDays(Integer.parseInt(days)));
        }

        private static Optional<String> given(String text) {
            return Optional.of(text).filter(value -> !value.isEmpty());
        }
    }

    /**
     * A run.
     *
     * @param ended empty while it runs
     * @param recordings address of its recordings; empty if it was not recorded
     */
    public record Row(
            String createdAt,
            String ended,
            String meeting,
            String meetingLink,
            String tenant,
            String host,
            String serverLink,
            int peakUsers,
            String userMinutes,
            String recordings) {
        public static Row of(MeetingRun run) {
            return new Row(
                    run.createdAt().toString(),
                    run.endedAt().map(Instant::toString).orElse(""),
                    Beginning.of(run.meetingId()),
                    Link.to("/history", Map.of("meeting", run.meetingId(), "days", "all")),
                    run.tenantId().orElse(""),
                    run.host(),
                    Link.server(run.serverId()),
                    run.peakUsers(),
                    "%.1f".formatted(run.userMinutes()),
                    run.recorded() ? Link.to("/recorded", Map.of("q", run.internalId())) : "");
        }
    }
}
