package org.scalelite.api.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.AdminToken.Scope;

/**
 * An operator who has logged in.
 *
 * @param login how the operator has logged in
 * @param name of the token that was used, or of the user at the OpenID provider
 * @param csrf every form of the session contains it: no other site knows it
 */
record ConsoleSession(Login login, String name, Scope scope, String csrf, Instant expiry) {

    /** The ways to log in. */
    enum Login {
        TOKEN,
        OIDC
    }

    boolean mayWrite() {
        return scope == Scope.WRITE;
    }

    /** As the audit log names the operator. */
    Actor actor() {
        return switch (login) {
            case TOKEN -> Actor.console(name);
            case OIDC -> Actor.openIdUser(name);
        };
    }

    /** Why an operator of scope read may not do something, and what helps. */
    String readsOnly() {
        return switch (login) {
            case TOKEN -> "The token %s may only read: log in with one of scope write.".formatted(name);
            case OIDC ->
                "%s may only read: users of the groups in CONSOLE_OIDC_WRITE_GROUPS may change things.".formatted(name);
        };
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
