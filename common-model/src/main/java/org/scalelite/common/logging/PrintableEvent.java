package org.scalelite.common.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A log event of limited length without control characters, so that external text (meeting ids, errors of servers) can
 * neither forge log lines nor make huge ones. The arguments are in the message.
 */
final class PrintableEvent extends LoggingEvent {
    private final @Nullable IThrowableProxy throwable;

    PrintableEvent(ILoggingEvent original) {
        throwable = PrintableThrowable.of(original.getThrowableProxy());
        setMessage(PrintableText.line(String.valueOf(original.getFormattedMessage())));
        setKeyValuePairs(Optional.ofNullable(original.getKeyValuePairs()).orElse(List.of()).stream()
                .map(pair -> new KeyValuePair(
                        PrintableText.of(pair.key),
                        pair.value instanceof Number ? pair.value : PrintableText.line(String.valueOf(pair.value))))
                .toList());
        setThreadName(PrintableText.of(String.valueOf(original.getThreadName())));
        setLevel(original.getLevel());
        setLoggerName(original.getLoggerName());
        setLoggerContextRemoteView(original.getLoggerContextVO());
        setMDCPropertyMap(original.getMDCPropertyMap());
        setInstant(original.getInstant());
        Optional.ofNullable(original.getMarkerList()).orElse(List.of()).forEach(this::addMarker);
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return throwable;
    }
}
