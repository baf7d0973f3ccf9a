package org.scalelite.api.dialin;

/**
 * The answer to a call.
 *
 * @param xml the document for FreeSWITCH
 */
record DialInAnswer(Kind kind, byte[] xml) {

    /** The kinds of answers, as in the metric. */
    enum Kind {
        NOT_FOUND,
        PROMPT,
        REPROMPT,
        BRIDGE,
        THROTTLED,
        UNAUTHORIZED,
        TOO_LARGE,
        FAILED
    }

    static DialInAnswer notFound() {
        return nothing(Kind.NOT_FOUND);
    }

    /** The same document as another kind. */
    static DialInAnswer nothing(Kind kind) {
        return new DialInAnswer(kind, DialplanDocument.notFound());
    }
}
