package org.scalelite.api.dialin;

/** The result of a PIN lookup. */
sealed interface PinLookup {

    /** A meeting on an available server. */
    record Found(String meetingId, String serverUrl) implements PinLookup {}

    /** A meeting whose server is offline, disabled or removed. */
    record Unreachable() implements PinLookup {}

    /** No meeting has this PIN. */
    record Unknown() implements PinLookup {}

    /**
     * The limit of wrong PINs is reached: this one was not looked up.
     *
     * @param bucket that reached its limit
     */
    record Throttled(String bucket) implements PinLookup {}
}
