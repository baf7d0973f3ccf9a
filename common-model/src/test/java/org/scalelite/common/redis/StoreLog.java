package org.scalelite.common.redis;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The log of the connection to Redis, from now on. */
final class StoreLog implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RedisStore.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    StoreLog() {
        // It is read while others write.
        appender.list = new CopyOnWriteArrayList<>();
        appender.start();
        logger.addAppender(appender);
    }

    /** Level and text of each line. */
    List<String> lines() {
        return List.copyOf(appender.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** The same, once there are so many; the circuit changes before it says so. */
    List<String> lines(int count) {
        await().until(() -> lines().size() >= count);
        return lines();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
