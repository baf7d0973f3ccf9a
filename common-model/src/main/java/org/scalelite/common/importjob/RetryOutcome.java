package org.scalelite.common.importjob;

/** The result of a request to try an archive again. */
public sealed interface RetryOutcome {

    /** An importer tries it with its next scan of the spool. */
    record Requested() implements RetryOutcome {}

    /** No importer knows an archive of this name, or it is imported by now. */
    record NotFound() implements RetryOutcome {}

    /** An archive of this name is in flight already. */
    record NotRetryable(ImportJob.State state) implements RetryOutcome {}
}
