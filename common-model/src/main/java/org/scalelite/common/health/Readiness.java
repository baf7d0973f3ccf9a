package org.scalelite.common.health;

/** Whether a service can do its work. */
@FunctionalInterface
public interface Readiness {
    /** Whether it can now. */
    boolean isReady();

    /** Why it cannot. */
    default String reason() {
        return "a store does not answer";
    }
}
