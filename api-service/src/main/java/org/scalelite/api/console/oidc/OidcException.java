package org.scalelite.api.console.oidc;

/** A login that failed; the message is for the user. */
public final class OidcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Cause reason;

    /** Why it failed. */
    public enum Cause {
        /** The browser did not begin this login, or too long ago. */
        UNKNOWN_LOGIN,
        /** The provider or its ID token refused the user. */
        REFUSED,
        /** The user may not use the console. */
        FORBIDDEN,
        /** The provider does not answer, or not as a provider should. */
        UNAVAILABLE
    }

    OidcException(Cause reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static OidcException unavailable() {
        return new OidcException(
                Cause.UNAVAILABLE,
                "The OpenID provider cannot log you in at the moment: the log of the API has the reason. Try again, or log"
                        + " in with a token of the admin API.");
    }

    public Cause reason() {
        return reason;
    }

    /** For the user. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
