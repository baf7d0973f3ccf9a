package org.scalelite.common.program;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.admin.LogLevel;
import org.scalelite.common.admin.LogLevels;
import org.scalelite.common.task.Worker;
import org.slf4j.LoggerFactory;

/** Has the log of this process follow {@link LogLevels}; while Redis is unavailable it stays as it is. */
@Singleton
public final class LogLevelFollower implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogLevelFollower.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final LogLevels levels;
    private final LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Worker worker = Worker.every(INTERVAL, "log-level", this::follow);
    private Optional<LogLevel> followed = Optional.empty();

    /** The level that the logger has by the settings; null: that of its parent. */
    private @Nullable Level own;

    LogLevelFollower(LogLevels levels) {
        this.levels = levels;
    }

    /** Follows until it is closed. */
    public void start() {
        worker.start();
    }

    /** Applies the level that is set now, if it has changed. */
    synchronized void follow() {
        Optional<LogLevel> wanted = levels.present();
        if (wanted.equals(followed)) {
            return;
        }
        restore();
        wanted.ifPresent(level -> {
            Logger logger = log.getLogger(level.logger());
            own = logger.getLevel();
            logger.setLevel(Level.toLevel(level.level().text()));
        });
        followed = wanted;
        LOG.info("The log level is {}", wanted.map(LogLevel::toString).orElse("that of the settings again"));
    }

    private void restore() {
        followed.ifPresent(level -> log.getLogger(level.logger()).setLevel(own));
        followed = Optional.empty();
    }

    @Override
    @PreDestroy
    public void close() {
        worker.close();
        synchronized (this) {
            restore();
        }
    }
}
