package org.scalelite.api.dialin;

/**
 * What a call was answered with.
 *
 * @param xml the document for FreeSWITCH
 */
record DialInAnswer(Kind kind, byte[] xml) {

    /** The kinds of answers, as they are counted. */
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

    /** The same document, for another reason. */
    static DialInAnswer nothing(Kind reason) {
        return new DialInAnswer(reason, DialplanDocument.notFound());
    }
}
