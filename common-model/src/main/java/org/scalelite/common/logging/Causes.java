package org.scalelite.common.logging;

import java.util.ArrayList;
import java.util.List;

/** The causes of a failure. */
public final class Causes {
    private Causes() {}

    /** The failure and its causes, the root cause last. */
    public static List<Throwable> of(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    /** The root cause; the failure itself if it has none. */
    public static Throwable root(Throwable failure) {
        return of(failure).getLast();
    }
}
