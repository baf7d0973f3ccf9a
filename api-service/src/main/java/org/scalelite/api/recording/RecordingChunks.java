package org.scalelite.api.recording;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.scalelite.api.bbb.BbbAnswer;
import org.scalelite.api.recording.PlaybackLinks.PlayableRecording;
import org.scalelite.common.recording.Recording;

/** A list of recordings as a chunked document; each chunk is fetched after the previous one has been sent. */
final class RecordingChunks implements BbbAnswer.Chunks {
    static final int SIZE = 200;

    private final Function<Recording, List<Recording>> following;
    private final Function<List<Recording>, List<PlayableRecording>> links;
    private final RecordingDocument document;
    private List<Recording> chunk;
    private boolean complete;

    RecordingChunks(
            List<Recording> first,
            Function<Recording, List<Recording>> following,
            Function<List<Recording>, List<PlayableRecording>> links,
            RecordingDocument document) {
        this.chunk = first;
        this.following = following;
        this.links = links;
        this.document = document;
    }

    @Override
    public boolean hasNext() {
        return !complete;
    }

    @Override
    public byte[] next() {
        if (complete) {
            throw new NoSuchElementException("the document is complete");
        }
        document.add(links.apply(chunk));
        if (chunk.size() < SIZE) {
            complete = true;
            return document.end();
        }
        byte[] piece = document.take();
        chunk = following.apply(chunk.getLast());
        return piece;
    }
}
