package org.scalelite.importer.job;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.scalelite.common.recording.SafeSegment;

/**
 * The directories that are renamed while a recording is replaced: stored before the first rename, so that after a crash
 * another importer can rename them back.
 */
public record RenameJournal(List<Move> list) {
    /** Nothing was moved. */
    public static final RenameJournal NONE = new RenameJournal(List.of());

    private static final String ARROW = " -> ";

    public RenameJournal {
        list = List.copyOf(list);
    }

    /** A directory and where it waits while another takes its place. */
    public record Move(Path place, Path aside) {}

    /** Those of one recording. */
    public RenameJournal of(SafeSegment recordId) {
        return new RenameJournal(list.stream()
                .filter(move -> move.place().endsWith(recordId.value()))
                .toList());
    }

    /** A line for each. */
    public String text() {
        return list.stream().map(move -> move.place() + ARROW + move.aside()).collect(Collectors.joining("\n"));
    }

    /** What {@link #text} wrote. */
    public static RenameJournal of(String text) {
        return new RenameJournal(text.lines()
                .map(line -> line.split(ARROW, 2))
                .filter(pair -> pair.length == 2)
                .map(pair -> new Move(Path.of(pair[0]), Path.of(pair[1])))
                .toList());
    }
}
