package org.scalelite.system.chaos;

import java.time.Duration;

/**
 * Something bad, played to its end.
 *
 * @param key what the command line calls it
 * @param title what the table calls it
 * @param inSoak whether a soak may play it again and again
 * @param joinableWithin in which users have to be sent to every running meeting again once it is repaired
 */
record Scenario(String key, String title, boolean inSoak, Duration joinableWithin, Act act) {
    private static final Duration USUAL = Duration.ofSeconds(20);

    Scenario(String key, String title, boolean inSoak, Act act) {
        this(key, title, inSoak, USUAL, act);
    }

    /** What is done. */
    @FunctionalInterface
    interface Act {
        /** Plays; what it ought to see and does not is an assertion error. */
        void play(Stage stage) throws Exception;
    }

    @Override
    public String toString() {
        return key;
    }
}
