package org.scalelite.common.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A JSON object in each line, whose {@code message} is the whole message, as a line of text has it. */
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
