package org.scalelite.importer.publish;

/** An operator has deleted this recording: its archive does not bring it back (specification, 16.4). */
final class DeletedRecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeletedRecordingException(String recordId) {
        super("the recording %s was deleted; to bring it back: scalelite recordings import --force FILE"
                .formatted(recordId));
    }
}
