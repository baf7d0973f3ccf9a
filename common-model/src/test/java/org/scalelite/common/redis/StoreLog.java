package org.scalelite.common.redis;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.util.List;
import org.scalelite.common.testing.RecordedLog;

/** The log of the connection to Redis, from now on. */
final class StoreLog implements AutoCloseable {
    private final RecordedLog log = new RecordedLog(RedisStore.class);

    /** Level and text of each line. */
    List<String> lines() {
        return log.events().stream()
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
        log.close();
    }
}
