package org.scalelite.api.dialin;

/** What a PIN led to. */
sealed interface PinLookup {

    /** A meeting that can be entered. */
    record Found(String meetingId, String serverUrl) implements PinLookup {}

    /** A meeting whose server is offline, disabled or gone. */
    record Unreachable() implements PinLookup {}

    /** No meeting has this PIN. */
    record Unknown() implements PinLookup {}

    /**
     * Too many wrong PINs have come: this one was not looked at.
     *
     * @param bucket the one that is full
     */
    record Throttled(String bucket) implements PinLookup {}
}
