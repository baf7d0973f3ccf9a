package org.scalelite.common.metrics;

/** Metrics that are read from elsewhere when they are scraped. */
@FunctionalInterface
public interface ScrapeListener {
    /** Whether others need the values. */
    default boolean isFirst() {
        return false;
    }

    /** Reads the values for the next scrape. Waits a limited time, and removes what it cannot read. */
    void refresh();
}
