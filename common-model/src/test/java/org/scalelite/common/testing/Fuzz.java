package org.scalelite.common.testing;

import java.util.Optional;

/** The seed of tests with random input. */
public final class Fuzz {
    private Fuzz() {}

    /** {@code FUZZ_SEED}, which repeats a run, or this one; it is printed. */
    public static long seed(long usual) {
        long seed = Optional.ofNullable(System.getenv("FUZZ_SEED"))
                .map(Long::parseLong)
                .orElse(usual);
        System.out.println("FUZZ_SEED=" + seed);
        return seed;
    }
}
