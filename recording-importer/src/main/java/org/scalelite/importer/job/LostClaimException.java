package org.scalelite.importer.job;

/** Another importer took an archive over, because this one was too slow to renew its lease. */
public final class LostClaimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostClaimException(Claim claim) {
        super("another importer has taken over " + claim.archive());
    }
}
