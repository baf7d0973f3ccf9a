package org.scalelite.common.admin;

/**
 * Who changes something, as the audit log names them.
 *
 * @param name such as {@code cli:ada@host}, {@code token:dashboard}, {@code poller}
 */
public record Actor(String name) {

    /** The suite itself, without an order. */
    public static final Actor SUITE = new Actor("suite");

    public Actor {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an actor has no name");
        }
    }

    /** Who uses the command line: the user of the operating system, and the host. */
    public static Actor commandLine(String user, String host) {
        return new Actor("cli:" + user + "@" + host);
    }

    /** Who calls the admin API with a token of this name. */
    public static Actor token(String name) {
        return new Actor("token:" + name);
    }

    /** Who uses the web console, logged in with the token of this name. */
    public static Actor console(String name) {
        return new Actor("console:" + name);
    }

    /** Who uses the web console, logged in at the OpenID provider; no token has a name with a colon. */
    public static Actor openIdUser(String name) {
        return console("oidc:" + name);
    }

    /**
     * Who calls the admin API with a checksum.
     *
     * @param signer tells the secret it was made with from others, without giving it away
     */
    public static Actor checksum(String signer) {
        return new Actor("checksum:" + signer);
    }

    @Override
    public String toString() {
        return name;
    }
}
