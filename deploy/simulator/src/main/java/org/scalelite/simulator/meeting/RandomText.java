package org.scalelite.simulator.meeting;

import java.util.concurrent.ThreadLocalRandom;

/** The random IDs, tokens and passwords of a server (BBB API reference, sections 4.2.1 and 4.3). */
public final class RandomText {

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String ANY = LOWER + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private RandomText() {}

    public static String lowerCase(int length) {
        return of(LOWER, length);
    }

    public static String anyCase(int length) {
        return of(ANY, length);
    }

    private static String of(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        ThreadLocalRandom.current().ints(length, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
        return text.toString();
    }
}
