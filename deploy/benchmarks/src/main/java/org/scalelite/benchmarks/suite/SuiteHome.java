package org.scalelite.benchmarks.suite;

import java.nio.file.Path;

/**
 * Where the programs of the suite are, and their AOT caches.
 *
 * @param jars holds a directory for each module
 * @param caches the same, for the caches
 * @param within the directory of a module in which they are; empty: the module's itself
 */
public record SuiteHome(Path jars, Path caches, String within) {

    /** A checkout, in which everything is built. */
    public static SuiteHome checkout(Path root) {
        return new SuiteHome(root, root, "target");
    }

    /** An installed suite, as in an image, whose caches are written elsewhere. */
    static SuiteHome installed(Path home, Path caches) {
        return new SuiteHome(home, caches, "");
    }

    Path jar(String module) {
        return jars.resolve(module).resolve(within).resolve(module + ".jar");
    }

    Path cache(String module, String name) {
        return caches.resolve(module).resolve(within).resolve(name);
    }
}
