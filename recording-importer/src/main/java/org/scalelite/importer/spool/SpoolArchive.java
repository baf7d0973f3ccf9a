package org.scalelite.importer.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** An archive in the spool as it was when it was looked at. */
record SpoolArchive(Path path, String name, long bytes, Instant modified) {

    /**
     * Looks at an archive.
     *
     * @throws IOException if it is not there, or no plain file
     */
    static SpoolArchive at(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new IOException(path + " is no file");
        }
        return new SpoolArchive(
                path,
                String.valueOf(path.getFileName()),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }

    /** Tells this file from another of the same name. */
    String fingerprint() {
        return bytes + "@" + modified;
    }
}
