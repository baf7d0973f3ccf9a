package org.scalelite.api.operator;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.checksum.ChecksumAlgorithm;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingChanges;
import org.scalelite.common.recording.RecordingChanges.Outcome;
import org.scalelite.common.recording.RecordingQuery;
import org.scalelite.common.recording.RecordingRepository;
import org.scalelite.common.recording.RecordingScope;
import org.scalelite.common.recording.RecordingSearchRepository;
import org.scalelite.common.recording.RecordingState;

/** Finds and changes recordings of all tenants. */
@Singleton
@Requires(beans = DataSource.class)
public record RecordingActions(
        RecordingSearchRepository search, RecordingRepository recordings, RecordingChanges changes, AuditLog audit) {
    private static final RecordingScope ALL = new RecordingScope.Everything();

    /**
     * Which recordings are wanted; all conditions must hold.
     *
     * @param text the beginning of the record id, or a meeting id; empty: any
     * @param namePart part of the name; empty: any
     * @param tenantId empty: of any, and of none
     */
    public record Query(
            Optional<String> text, Optional<String> namePart, Optional<String> tenantId, Set<RecordingState> states) {
        public Query {
            states = Set.copyOf(states);
        }

        private RecordingQuery toQuery() {
            return new RecordingQuery(
                    // BBB makes the record id of the SHA-1 of the meeting id.
                    text.map(id -> List.of(id, ChecksumAlgorithm.SHA1.hex(id) + "-"))
                            .orElse(List.of()),
                    List.of(),
                    namePart,
                    Optional.of(states),
                    List.of(),
                    tenantId.<RecordingScope>map(RecordingScope.OfTenant::new).orElse(ALL));
        }
    }

    /** A page of recordings, the newest start first. */
    public RecordingSearchRepository.Found page(Query query, int limit, int offset) {
        return search.page(query.toQuery(), new RecordingQuery.Page(offset, limit));
    }

    /** The recording of this id, in any state. */
    public Optional<Recording> find(String recordId) {
        return recordings.find(recordId);
    }

    /** Publishes or unpublishes a recording. */
    public Outcome publish(Actor actor, String recordId, boolean publish) {
        Outcome outcome = changes.publish(List.of(recordId), publish, ALL);
        return entered(outcome, actor, "recording.update", recordId, Map.of("published", String.valueOf(publish)));
    }

    /** Deletes a recording with its files; its row remains, as deleted. */
    public Outcome delete(Actor actor, String recordId) {
        Outcome outcome = changes.delete(List.of(recordId), ALL);
        return entered(outcome, actor, "recording.delete", recordId, Map.of("state", RecordingState.DELETED.text()));
    }

    private Outcome entered(Outcome outcome, Actor actor, String action, String recordId, Map<String, String> after) {
        if (outcome == Outcome.DONE) {
            audit.write(actor, action, recordId, Map.of(), after);
        }
        return outcome;
    }
}
