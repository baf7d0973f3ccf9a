package org.scalelite.common.callback;

/** What became of one attempt to deliver a callback. */
sealed interface DeliveryResult {
    /** The front-end took it. */
    record Delivered() implements DeliveryResult {}

    /** The front-end does not want it, now or ever. */
    record Gone(String reason) implements DeliveryResult {}

    /** It can be tried again. */
    record Failed(String reason) implements DeliveryResult {}

    /** It cannot be delivered as things are set up. */
    record Refused(String reason) implements DeliveryResult {}
}
