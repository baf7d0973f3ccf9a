package org.scalelite.common.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Writes one JSON object per line, whose {@code message} is the formatted message. */
public final class JsonLineEncoder extends JsonEncoder {
    public JsonLineEncoder() {
        // They are in the message.
        setWithArguments(false);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return super.encode(new PrintableEvent(event));
    }
}
