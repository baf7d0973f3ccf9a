package org.scalelite.importer.check;

import java.util.List;

/** A recording as the database has it, without what does not concern its files. */
record KnownRecording(long id, String recordId, boolean published, boolean deleted, List<String> formats) {
    KnownRecording {
        formats = List.copyOf(formats);
    }
}
