package org.scalelite.stores.process;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.scalelite.stores.StoresException;

/** Starts programs that refuse to run as root. */
public final class Unprivileged {
    // A user namespace of its own, in which root has no privileges but keeps its files; the process stays the same one.
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private Unprivileged() {}

    /** What to put in front of a command. */
    public static List<String> prefix() {
        if (new UnixSystem().getUid() != 0) {
            return List.of();
        }
        if (!namespacesWork()) {
            throw new StoresException("PostgreSQL does not run as root, and this system allows no user namespaces"
                    + " (unshare -U): run this as an ordinary user");
        }
        return NAMESPACE;
    }

    private static boolean namespacesWork() {
        try {
            // initdb needs a name for its user.
            Process process = new ProcessBuilder("unshare", "-U", "id", "-un")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
