package org.scalelite.common.recording;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.scalelite.common.recording.RecordingChangeRepository.Locked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The text tracks of recordings: those that were uploaded, and those that came with the archive. */
@Singleton
@Requires(beans = DataSource.class)
public record TextTracks(RecordingChangeRepository recordings, TextTrackRepository uploaded, RecordingFiles files) {
    private static final Logger LOG = LoggerFactory.getLogger(TextTracks.class);
    private static final SafeSegment PRESENTATION = new SafeSegment("presentation");

    /** Formats whose players show text tracks. */
    private static final List<SafeSegment> SHOWING = List.of(PRESENTATION, new SafeSegment("video"));

    public List<TextTrack> of(Recording recording) {
        List<TextTrack> tracks = new ArrayList<>(uploaded.of(recording.id()));
        Set<String> languages = tracks.stream().map(TextTrack::language).collect(Collectors.toSet());
        for (TextTrack track : archived(recording)) {
            // The text of an upload took the place of the one that the archive had.
            if (!languages.contains(track.language())) {
                tracks.add(track);
            }
        }
        return tracks;
    }

    /**
     * Writes the uploaded tracks of a recording into the directory of a format that is about to take its place. To be called
     * with the lock of the recording's row, so that no upload comes in between.
     *
     * @param recording the id of its row
     * @throws IOException if they cannot be written
     */
    public void restore(long recording, SafeSegment format, Path directory) throws IOException {
        Set<String> languages = SHOWING.contains(format)
                ? uploaded.of(recording).stream().map(TextTrack::language).collect(Collectors.toSet())
                : Set.of();
        for (String language : languages) {
            TextTrackFiles.write(directory, uploaded.of(recording, language));
        }
        if (!languages.isEmpty()) {
            DirectoryMove.syncTree(directory);
        }
    }

    public Optional<TextTrack.Text> text(Recording recording, TextTrack track) {
        return track.source() == TextTrack.Source.LIVE
                ? inFile(recording, track.language()).map(file -> file)
                : uploaded.of(recording.id(), track.language()).stream()
                        .filter(each -> each.track().kind() == track.kind())
                        .<TextTrack.Text>map(each -> new TextTrack.Text.Stored(each.webVtt()))
                        .findFirst();
    }

    private Optional<TextTrack.Text.InFile> inFile(Recording recording, String language) {
        Optional<Path> directory = presentation(recording);
        try {
            return directory.isEmpty() ? Optional.empty() : TextTrackFiles.text(directory.get(), language);
        } catch (IOException e) {
            return unreadable(recording, e, Optional.empty());
        }
    }

    private List<TextTrack> archived(Recording recording) {
        Optional<Path> directory = presentation(recording);
        try {
            return directory.isEmpty() ? List.of() : TextTrackFiles.list(directory.get());
        } catch (IOException e) {
            return unreadable(recording, e, List.of());
        }
    }

    private Optional<Path> presentation(Recording recording) {
        return SafeSegment.of(recording.recordId()).flatMap(id -> files.find(PRESENTATION, id));
    }

    private static <T> T unreadable(Recording recording, IOException reason, T instead) {
        LOG.warn("Cannot read the captions of recording {}: {}", recording.recordId(), reason.toString());
        return instead;
    }

    /**
     * Adds a track to a recording, in place of one of the same kind and language.
     *
     * @return false if the scope does not have the recording
     * @throws UncheckedIOException if it cannot be written beside the recording; nothing is changed then
     */
    public boolean add(String recordId, RecordingScope scope, TextTrack.Uploaded track) {
        return recordings.change(List.of(recordId), locked -> {
            Optional<Locked> recording = locked.stream()
                    .filter(each -> scope.includes(each.tenant()))
                    .findFirst();
            if (recording.isEmpty()) {
                return false;
            }
            recordings.addTextTrack(recording.get(), track);
            write(
                    recording.get(),
                    uploaded.of(recording.get().id(), track.track().language()));
            return true;
        });
    }

    private void write(Locked recording, List<TextTrack.Uploaded> tracks) {
        Optional<SafeSegment> recordId = SafeSegment.of(recording.recordId());
        for (SafeSegment format : SHOWING) {
            Optional<Path> directory = recordId.flatMap(id -> files.find(format, id));
            try {
                if (directory.isPresent()) {
                    TextTrackFiles.write(directory.get(), tracks);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the captions of " + recording.recordId(), e);
            }
        }
    }
}
