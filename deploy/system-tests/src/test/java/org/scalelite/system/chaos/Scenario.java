package org.scalelite.system.chaos;

/**
 * Something bad, played to its end.
 *
 * @param key what the command line calls it
 * @param title what the table calls it
 * @param inSoak whether a soak may play it again and again
 */
record Scenario(String key, String title, boolean inSoak, Act act) {

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
