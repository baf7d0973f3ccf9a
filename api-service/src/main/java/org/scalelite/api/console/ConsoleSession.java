package org.scalelite.api.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.AdminToken.Scope;

/**
 * An operator who has logged in.
 *
 * @param name of the token that was used
 * @param csrf every form of the session contains it: no other site knows it
 */
record ConsoleSession(String name, Scope scope, String csrf, Instant expiry) {

    boolean mayWrite() {
        return scope == Scope.WRITE;
    }

    /** As the audit log names the operator. */
    Actor actor() {
        return Actor.console(name);
    }

    boolean isCsrf(String sent) {
        return MessageDigest.isEqual(csrf.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secret of its forms. */
    @Override
    public String toString() {
        return "ConsoleSession of " + name;
    }
}
