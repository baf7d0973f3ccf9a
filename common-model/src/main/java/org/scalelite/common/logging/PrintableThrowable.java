package org.scalelite.common.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exception whose messages, and those of its causes, are printable and of limited length. */
record PrintableThrowable(IThrowableProxy original) implements IThrowableProxy {

    static @Nullable IThrowableProxy of(@Nullable IThrowableProxy original) {
        return original == null ? null : new PrintableThrowable(original);
    }

    private static @Nullable String printable(@Nullable String text) {
        return Optional.ofNullable(text).map(PrintableText::line).orElse(null);
    }

    @Override
    public @Nullable String getMessage() {
        return printable(original.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return printable(original.getOverridingMessage());
    }

    @Override
    public String getClassName() {
        return original.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return original.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return original.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return of(original.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return Arrays.stream(original.getSuppressed())
                .map(PrintableThrowable::new)
                .toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return original.isCyclic();
    }
}
