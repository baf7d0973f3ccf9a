package org.scalelite.common.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Lines of text by a pattern; logback makes it, by the files that set up the log. */
public final class TextEncoder extends PatternLayoutEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
        return super.encode(new PrintableEvent(event));
    }
}
