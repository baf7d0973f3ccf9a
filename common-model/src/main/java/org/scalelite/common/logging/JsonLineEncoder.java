package org.scalelite.common.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A JSON object in each line. */
public final class JsonLineEncoder extends JsonEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        return super.encode(new PrintableEvent(event));
    }
}
