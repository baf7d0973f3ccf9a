package org.scalelite.importer.publish;

import java.util.List;

/** What became of an archive. */
public sealed interface ImportOutcome {

    /** All of it can be played now. */
    record Imported(List<String> recordings) implements ImportOutcome {}

    /** Some formats can be played now; what is wrong with the others. */
    record PartlyImported(List<String> recordings, List<String> failures) implements ImportOutcome {}

    /** It cannot be imported, now or later. */
    record Rejected(List<String> reasons) implements ImportOutcome {}

    /**
     * It could not be imported now.
     *
     * @param counts whether the cause may lie in the archive, so that attempts are limited
     */
    record Postponed(String cause, boolean counts) implements ImportOutcome {}
}
