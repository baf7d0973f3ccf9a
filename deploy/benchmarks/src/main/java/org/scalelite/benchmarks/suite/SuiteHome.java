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
        return directory(jars, module).resolve(name(module) + ".jar");
    }

    Path cache(String module, String name) {
        return directory(caches, module).resolve(name);
    }

    /** An installed suite has the modules of {@code deploy/} beside the others. */
    private Path directory(Path home, String module) {
        return within.isEmpty()
                ? home.resolve(name(module))
                : home.resolve(module).resolve(within);
    }

    private static String name(String module) {
        return module.substring(module.lastIndexOf('/') + 1);
    }
}
