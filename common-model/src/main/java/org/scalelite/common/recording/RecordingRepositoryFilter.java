package org.scalelite.common.recording;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.scalelite.common.database.StorableText;

/** A query as the condition of a statement, with the values that belong to its question marks. */
final class RecordingRepositoryFilter {
    /** Behind every text that starts with the same characters, as PostgreSQL compares them byte by byte. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private static final String WILDCARD = "%";
    private static final int PLANNED_CONDITIONS = 4;

    /** A recording that cannot be played breaks clients (BBB reference, section 10). */
    private static final String PLAYABLE = "exists (select from playback_formats f where f.recording_id = r.id)";

    private static final String DELETED = "r.state = '" + RecordingState.DELETED.text() + "'";

    private final StringBuilder conditions = new StringBuilder("from recordings r where ");
    private final List<Object> values = new ArrayList<>();

    private RecordingRepositoryFilter() {}

    static RecordingRepositoryFilter of(RecordingQuery query) {
        RecordingRepositoryFilter filter = new RecordingRepositoryFilter();
        filter.conditions.append(
                query.includes(RecordingState.DELETED) ? "(" + PLAYABLE + " or " + DELETED + ")" : PLAYABLE);
        query.states().ifPresent(filter::states);
        filter.prefixes(query.recordIdPrefixes());
        filter.meetings(query.meetingIds());
        query.namePart()
                .ifPresent(part -> filter.and("r.name ilike ?", WILDCARD + escaped(StorableText.of(part)) + WILDCARD));
        filter.scope(query.scope());
        filter.metadata(query.metadata());
        return filter;
    }

    String fromWhere() {
        return conditions.toString();
    }

    String count() {
        return "select count(*) " + conditions;
    }

    /** Reads what a statement returns. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Runs a statement with this condition. */
    <T> T run(Connection connection, String sql, Reader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        }
    }

    /** Only what follows this recording. Recordings without a start come first, as PostgreSQL orders them. */
    void behind(Recording last) {
        last.startTime()
                .ifPresentOrElse(
                        start -> and(
                                "(r.starttime, r.id) < (?, ?)",
                                LocalDateTime.ofInstant(start, ZoneOffset.UTC),
                                last.id()),
                        () -> and("(r.starttime is not null or r.id < ?)", last.id()));
    }

    private void and(String condition, Object... given) {
        conditions.append(" and ").append(condition);
        Collections.addAll(values, given);
    }

    /** Very old rows have no state. */
    private void states(Set<RecordingState> states) {
        if (states.isEmpty()) {
            and("false");
            return;
        }
        List<String> stateless = new ArrayList<>();
        if (states.contains(RecordingState.PUBLISHED)) {
            stateless.add("r.published");
        }
        if (states.contains(RecordingState.UNPUBLISHED)) {
            stateless.add("not r.published");
        }
        String known = "r.state in (" + marks(states.size()) + ")";
        and(
                stateless.isEmpty()
                        ? known
                        : "(" + known + " or r.state is null and (" + String.join(" or ", stateless) + "))",
                states.stream().map(RecordingState::text).sorted().toArray());
    }

    /** A range, which the index by prefix answers whatever the plan, and in which no character is special. */
    private void prefixes(List<String> prefixes) {
        if (prefixes.isEmpty()) {
            return;
        }
        List<Object> bounds = new ArrayList<>();
        for (String prefix : prefixes) {
            bounds.add(StorableText.of(prefix));
            bounds.add(StorableText.of(prefix) + LAST_CHARACTER);
        }
        and(
                prefixes.stream()
                        .map(_ -> "(r.record_id ~>=~ ? and r.record_id ~<~ ?)")
                        .collect(Collectors.joining(" or ", "(", ")")),
                bounds.toArray());
    }

    private void meetings(List<String> meetings) {
        if (!meetings.isEmpty()) {
            and(
                    "r.meeting_id in (" + marks(meetings.size()) + ")",
                    meetings.stream().map(StorableText::of).toArray());
        }
    }

    private void scope(RecordingScope scope) {
        switch (scope) {
            case RecordingScope.Everything() -> {
                // No condition.
            }
            case RecordingScope.OfTenant(String tenant) ->
                metadata(new RecordingQuery.MetadataCondition(Recording.TENANT_ID, List.of(tenant)), false);
            // Whose a deleted recording without a tenant was is not known: Scalelite forgets it with the metadata.
            case RecordingScope.NoTenant() ->
                and(
                        "r.state is distinct from '" + RecordingState.DELETED.text()
                                + "' and not exists (select from metadata m where m.recording_id = r.id and m.key = ?"
                                + " and m.value <> '')",
                        Recording.TENANT_ID);
        }
    }

    /** A few conditions may lead to recordings by an index. With each, the plans that PostgreSQL has to weigh multiply. */
    private void metadata(List<RecordingQuery.MetadataCondition> conditions) {
        List<RecordingQuery.MetadataCondition> narrowestFirst = conditions.stream()
                .sorted(Comparator.comparing(
                        condition -> condition.anyOf().stream().anyMatch(value -> value.isEmpty() || isPattern(value))))
                .toList();
        narrowestFirst.stream().limit(PLANNED_CONDITIONS).forEach(condition -> metadata(condition, true));
        rest(narrowestFirst.stream().skip(PLANNED_CONDITIONS).toList());
    }

    /** All others look at the metadata of a recording in one pass; a key is there once at most. */
    private void rest(List<RecordingQuery.MetadataCondition> conditions) {
        Map<String, List<Alternatives>> byKey = new LinkedHashMap<>();
        conditions.forEach(condition -> byKey.computeIfAbsent(StorableText.of(condition.key()), _ -> new ArrayList<>())
                .add(Alternatives.of(condition.anyOf(), true)));
        if (byKey.isEmpty()) {
            return;
        }
        List<Object> given = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        byKey.forEach((key, all) -> {
            given.add(key);
            all.forEach(alternatives -> given.addAll(alternatives.values()));
            rows.add(all.stream()
                    .map(Alternatives::condition)
                    .collect(Collectors.joining(" and ", "m.key = ? and ", "")));
        });
        given.add(byKey.size());
        and(
                "(select count(*) from metadata m where m.recording_id = r.id and (" + String.join(" or ", rows)
                        + ")) = ?",
                given.toArray());
    }

    private void metadata(RecordingQuery.MetadataCondition condition, boolean wildcards) {
        Alternatives alternatives = Alternatives.of(condition.anyOf(), wildcards);
        List<Object> given = new ArrayList<>(List.of(StorableText.of(condition.key())));
        given.addAll(alternatives.values());
        and(
                "r.id in (select m.recording_id from metadata m where m.key = ? and " + alternatives.condition() + ")",
                given.toArray());
    }

    /** What a value may be, as a condition. */
    private record Alternatives(String condition, List<Object> values) {
        static Alternatives of(List<String> anyOf, boolean wildcards) {
            List<String> conditions = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (String value : anyOf) {
                String wanted = StorableText.of(value);
                if (wildcards && isPattern(wanted)) {
                    conditions.add("m.value like ?");
                    values.add(pattern(wanted));
                } else {
                    conditions.add(
                            wanted.isEmpty()
                                    ? "(md5(m.value) = md5(?) and m.value = ? or m.value is null)"
                                    // The index has the hash, because a value may be longer than its entries can be.
                                    : "md5(m.value) = md5(?) and m.value = ?");
                    values.add(wanted);
                    values.add(wanted);
                }
            }
            return new Alternatives(
                    conditions.isEmpty() ? "false" : "(" + String.join(" or ", conditions) + ")", values);
        }
    }

    private static boolean isPattern(String value) {
        return value.startsWith(WILDCARD) || value.endsWith(WILDCARD);
    }

    /** Only a {@code %} at the start or at the end is a wildcard. */
    private static String pattern(String value) {
        boolean start = value.startsWith(WILDCARD);
        boolean end = value.endsWith(WILDCARD) && (value.length() > 1 || !start);
        String inner = value.substring(start ? 1 : 0, value.length() - (end ? 1 : 0));
        return (start ? WILDCARD : "") + escaped(inner) + (end ? WILDCARD : "");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
