package org.scalelite.common.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * A log event of limited length without control characters, so that external text (meeting ids, errors of servers) can
 * neither forge log lines nor make huge ones.
 */
record PrintableEvent(ILoggingEvent original) implements ILoggingEvent {

    /** The formatted message, with its arguments. */
    @Override
    public String getMessage() {
        return getFormattedMessage();
    }

    @Override
    public String getFormattedMessage() {
        return PrintableText.line(String.valueOf(original.getFormattedMessage()));
    }

    @Override
    public Object @Nullable [] getArgumentArray() {
        Object[] arguments = original.getArgumentArray();
        return arguments == null
                ? null
                : Arrays.stream(arguments)
                        .map(argument -> PrintableText.of(String.valueOf(argument)))
                        .toArray();
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return PrintableThrowable.of(original.getThrowableProxy());
    }

    @Override
    public List<KeyValuePair> getKeyValuePairs() {
        return Optional.ofNullable(original.getKeyValuePairs()).orElse(List.of()).stream()
                .map(pair -> new KeyValuePair(
                        PrintableText.of(pair.key),
                        pair.value instanceof Number ? pair.value : PrintableText.line(String.valueOf(pair.value))))
                .toList();
    }

    @Override
    public String getThreadName() {
        return PrintableText.of(String.valueOf(original.getThreadName()));
    }

    @Override
    public Level getLevel() {
        return original.getLevel();
    }

    @Override
    public String getLoggerName() {
        return original.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return original.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return original.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return original.hasCallerData();
    }

    @Override
    public List<Marker> getMarkerList() {
        return original.getMarkerList();
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        return original.getMDCPropertyMap();
    }

    @Override
    @Deprecated
    public Map<String, String> getMdc() {
        return original.getMDCPropertyMap();
    }

    @Override
    public long getTimeStamp() {
        return original.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return original.getNanoseconds();
    }

    @Override
    public long getSequenceNumber() {
        return original.getSequenceNumber();
    }

    @Override
    public void prepareForDeferredProcessing() {
        original.prepareForDeferredProcessing();
    }
}
