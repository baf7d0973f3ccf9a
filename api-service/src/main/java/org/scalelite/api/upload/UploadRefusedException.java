package org.scalelite.api.upload;

/** Ends an upload that is not taken. */
final class UploadRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    UploadRefusedException(Refusal refusal) {
        super(refusal.error());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
