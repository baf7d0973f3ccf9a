package org.scalelite.api.recording;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.bbb.BbbRequest;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.recording.Recording;
import org.scalelite.common.recording.RecordingQuery;
import org.scalelite.common.recording.RecordingSearchRepository;

/**
 * getRecordings: one page as one document, an unlimited list in chunks, without a database connection held in between.
 */
@Singleton
@Requires(beans = DataSource.class)
record ListRecordings(
        RecordingSearchRepository recordings, PlaybackLinks links, Ownership ownership, Settings settings) {
    BbbAnswer answer(BbbRequest request) {
        RecordingQuery query = RecordingFilter.query(request.parameters(), ownership.of(request));
        if (settings.get(Variables.GET_RECORDINGS_API_FILTERED)
                && query.recordIdPrefixes().isEmpty()
                && query.meetingIds().isEmpty()) {
            throw new BbbException(BbbError.recordingFilterMissing());
        }
        return RecordingFilter.page(request.parameters())
                .map(page -> page(query, page, request.origin()))
                .orElseGet(() -> all(query, request.origin()));
    }

    private BbbAnswer page(RecordingQuery query, RecordingQuery.Page page, String origin) {
        RecordingSearchRepository.Found found = recordings.page(query, page);
        RecordingDocument document = new RecordingDocument(links.isShowingProtection());
        document.add(links.of(found.recordings(), origin));
        return new BbbAnswer.Document(document.end(page, found.total()), BbbAnswer.SUCCESS);
    }

    /** Fetches the first chunk before the answer begins, while an error can still be returned. */
    private BbbAnswer all(RecordingQuery query, String origin) {
        List<Recording> first = recordings.after(query, Optional.empty(), RecordingChunks.SIZE);
        return new BbbAnswer.Pieces(new RecordingChunks(
                first,
                last -> recordings.after(query, Optional.of(last), RecordingChunks.SIZE),
                chunk -> links.of(chunk, origin),
                new RecordingDocument(links.isShowingProtection())));
    }
}
