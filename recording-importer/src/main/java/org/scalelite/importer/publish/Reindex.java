package org.scalelite.importer.publish;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import org.scalelite.importer.archive.ArchiveRefusedException;
import org.scalelite.importer.archive.ArchiveUnpacker.UnpackedFormat;
import org.scalelite.importer.archive.MetadataParser;
import org.scalelite.importer.publish.RecordingFormats.GoodFormat;

/** Writes the rows of a format whose files are in place: the database was restored from an older backup, for example. */
@Singleton
public record Reindex(RecordingIndexRepository index) {
    /**
     * Reads a format and writes its rows. A recording that is there already stays published or not as it is.
     *
     * @param published whether its files lie where they are served from
     * @throws ArchiveRefusedException if its {@code metadata.xml} is of no use
     * @throws IOException if it cannot be read
     */
    public void run(UnpackedFormat files, boolean published) throws IOException, ArchiveRefusedException {
        GoodFormat format = new GoodFormat(files, MetadataParser.parse(files));
        index.indexInPlace(new RecordingFormats(format.metadata().recordId(), List.of(format)), published);
    }
}
