package org.scalelite.common.testing;

import java.util.Optional;

/** How much the tests with random input try: a fifth in each build, all with {@code FUZZ_ALL=true}. */
public final class Fuzz {
    private static final boolean ALL = "true".equals(System.getenv("FUZZ_ALL"));

    private Fuzz() {}

    /** How many of so many inputs a test tries. */
    public static int count(int all) {
        return ALL ? all : all / 5;
    }

    /** {@code FUZZ_SEED}, which repeats a run, or this one; it is printed. */
    public static long seed(long usual) {
        long seed = Optional.ofNullable(System.getenv("FUZZ_SEED"))
                .map(Long::parseLong)
                .orElse(usual);
        System.out.println("FUZZ_SEED=" + seed);
        return seed;
    }
}
