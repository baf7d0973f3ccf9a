package org.scalelite.common.recording;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A query as the condition of a statement, with the values that belong to its question marks. */
final class RecordingRepositoryFilter {
    /** Behind every text that starts with the same characters, as PostgreSQL compares them byte by byte. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private static final String WILDCARD = "%";

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
        filter.scope(query.scope());
        query.metadata().forEach(filter::metadata);
        return filter;
    }

    String fromWhere() {
        return conditions.toString();
    }

    String count() {
        return "select count(*) " + conditions;
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    /** Only what follows this recording. Recordings without a start come first, as PostgreSQL orders them. */
    void behind(Recording last) {
        last.startTime()
                .ifPresentOrElse(
                        start -> and("(r.starttime, r.id) < (?, ?)", RecordingRepositoryRows.column(start), last.id()),
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
            case RecordingScope.OfNobody() ->
                and(
                        "r.state is distinct from '" + RecordingState.DELETED.text()
                                + "' and not exists (select from metadata m where m.recording_id = r.id and m.key = ?"
                                + " and m.value <> '')",
                        Recording.TENANT_ID);
        }
    }

    private void metadata(RecordingQuery.MetadataCondition condition) {
        metadata(condition, true);
    }

    private void metadata(RecordingQuery.MetadataCondition condition, boolean wildcards) {
        List<String> alternatives = new ArrayList<>();
        List<Object> given = new ArrayList<>(List.of(StorableText.of(condition.key())));
        for (String value : condition.anyOf()) {
            String wanted = StorableText.of(value);
            if (wildcards && (wanted.startsWith(WILDCARD) || wanted.endsWith(WILDCARD))) {
                alternatives.add("m.value like ?");
                given.add(pattern(wanted));
            } else {
                alternatives.add(
                        wanted.isEmpty()
                                ? "(md5(m.value) = md5(?) and m.value = ? or m.value is null)"
                                // The index has the hash, because a value may be longer than its entries can be.
                                : "md5(m.value) = md5(?) and m.value = ?");
                given.add(wanted);
                given.add(wanted);
            }
        }
        and(
                "r.id in (select m.recording_id from metadata m where m.key = ? and ("
                        + (alternatives.isEmpty() ? "false" : String.join(" or ", alternatives)) + "))",
                given.toArray());
    }

    /** Only a {@code %} at the start or at the end stands for something else. */
    private static String pattern(String value) {
        boolean start = value.startsWith(WILDCARD);
        boolean end = value.endsWith(WILDCARD) && (value.length() > 1 || !start);
        String inner = value.substring(start ? 1 : 0, value.length() - (end ? 1 : 0));
        String escaped = inner.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return (start ? WILDCARD : "") + escaped + (end ? WILDCARD : "");
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
