package org.scalelite.importer.job;

import java.util.List;
import java.util.Optional;

/**
 * The right to work on an archive until the lease ends.
 *
 * @param archive its name in the spool
 * @param fence grows with every claim: an importer with an older one has lost the archive
 * @param attempts how often it was tried, this one included
 * @param indexed an earlier attempt at this very file got as far as the database; what it could not import
 * @param interrupted what an earlier attempt moved out of the way before it was stopped: to be put back
 * @param leftovers what an earlier attempt replaced for good before it was stopped: to be removed
 */
public record Claim(
        String archive,
        long fence,
        int attempts,
        Optional<List<String>> indexed,
        RenameJournal interrupted,
        RenameJournal leftovers) {
    @Override
    public String toString() {
        return archive;
    }
}
