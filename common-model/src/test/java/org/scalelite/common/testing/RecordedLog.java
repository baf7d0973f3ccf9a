package org.scalelite.common.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The log of this JVM, or of one logger, from now on. */
public final class RecordedLog implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender;

    /** All that is logged. */
    public RecordedLog() {
        this(Level.TRACE);
    }

    /** All that is logged at this level or above. */
    public RecordedLog(Level least) {
        this(org.slf4j.Logger.ROOT_LOGGER_NAME, least);
    }

    /** The log of a class. */
    public RecordedLog(Class<?> source) {
        this(source.getName(), Level.TRACE);
    }

    /** The log below a name. */
    public RecordedLog(String name) {
        this(name, Level.TRACE);
    }

    private RecordedLog(String name, Level least) {
        logger = (Logger) LoggerFactory.getLogger(name);
        appender = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(least)) {
                    // Its diagnostic context is that of this thread.
                    event.prepareForDeferredProcessing();
                    super.append(event);
                }
            }
        };
        // It is read while others write.
        appender.list = new CopyOnWriteArrayList<>();
        appender.start();
        logger.addAppender(appender);
    }

    public List<ILoggingEvent> events() {
        return List.copyOf(appender.list);
    }

    /** The texts. */
    public List<String> lines() {
        return lines(Level.TRACE);
    }

    /** The texts of this level or above. */
    public List<String> lines(Level least) {
        return events().stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(least))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Forgets what was logged. */
    public void clear() {
        appender.list.clear();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
