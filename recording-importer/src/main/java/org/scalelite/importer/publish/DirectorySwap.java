package org.scalelite.importer.publish;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scalelite.common.recording.DirectoryMove;
import org.scalelite.common.recording.RecordingFiles;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;
import org.scalelite.importer.job.RenameJournal;
import org.scalelite.importer.job.RenameJournal.Move;

/**
 * Puts unpacked formats where they are served from. What was there is renamed first and kept until the database has the
 * new one: whatever happens in between, {@link #undo} makes it as it was.
 */
@Singleton
record DirectorySwap(RecordingFiles files) {
    /**
     * What has to be moved out of the way: formats that came before, be they published or not. A format that has files in
     * one of the two places is listed with both, because a publish may come in between.
     *
     * @param fence tells the leftovers of one attempt from those of another
     */
    RenameJournal plan(List<UnpackedFormat> formats, long fence) {
        List<Move> moves = new ArrayList<>();
        for (UnpackedFormat format : formats) {
            Path published = files.published(format.format(), format.recordId());
            Path unpublished = files.unpublished(format.format(), format.recordId());
            if (Files.exists(published) || Files.exists(unpublished)) {
                String aside = "." + format.recordId() + "." + fence + ".old";
                moves.add(new Move(published, published.resolveSibling(aside)));
                moves.add(new Move(unpublished, unpublished.resolveSibling(aside)));
            }
        }
        return new RenameJournal(moves);
    }

    /** Moves the formats of before out of the way. */
    void moveAside(RenameJournal moves) throws IOException {
        for (Move move : moves.list()) {
            if (Files.exists(move.place())) {
                DirectoryMove.move(move.place(), move.aside());
            }
        }
    }

    /**
     * Moves new formats into place.
     *
     * @throws FileAlreadyExistsException if another program put something there after the plan was made
     */
    void store(List<UnpackedFormat> formats, boolean published) throws IOException {
        for (UnpackedFormat format : formats) {
            Path place = published
                    ? files.published(format.format(), format.recordId())
                    : files.unpublished(format.format(), format.recordId());
            if (Files.exists(place)) {
                throw new FileAlreadyExistsException(place.toString());
            }
            DirectoryMove.move(format.directory(), place);
        }
    }

    /** Puts back what was moved out of the way. */
    void undo(RenameJournal moves) throws IOException {
        for (Move move : moves.list()) {
            if (Files.exists(move.aside())) {
                DirectoryMove.delete(move.place());
                DirectoryMove.move(move.aside(), move.place());
            }
        }
    }

    /** Removes what was replaced. */
    void forget(RenameJournal moves) throws IOException {
        for (Move move : moves.list()) {
            DirectoryMove.delete(move.aside());
        }
    }
}
