package org.scalelite.common.metrics;

/** Metrics that are read from elsewhere when they are scraped. */
@FunctionalInterface
public interface ScrapeListener {
    /** Smaller for values that others need. */
    default int order() {
        return 2;
    }

    /** Reads the values for the next scrape. Waits a limited time, and removes what it cannot read. */
    void refresh();
}
