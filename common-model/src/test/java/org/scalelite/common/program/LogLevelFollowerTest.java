package org.scalelite.common.program;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.admin.AuditLog;
import org.scalelite.common.admin.LogLevel;
import org.scalelite.common.admin.LogLevels;
import org.scalelite.common.redis.RedisKey;
import org.scalelite.common.testing.TestRegistry;
import org.slf4j.LoggerFactory;

/** The log level that operators set for all services. */
class LogLevelFollowerTest {
    private static final String PART = "org.scalelite.followed.part";
    private static final LogLevel DEBUG = new LogLevel(PART, LogLevel.Level.DEBUG);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestRegistry registry = new TestRegistry();
    private final LogLevels levels = new LogLevels(registry.redis());
    private final LogLevelFollower follower = new LogLevelFollower(levels);
    private final Logger logger = (Logger) LoggerFactory.getLogger(PART);
    private final Level own = logger.getEffectiveLevel();

    @AfterEach
    void close() {
        follower.close();
        registry.close();
    }

    @Test
    void appliesAndRestores() {
        levels.set(Actor.SUITE, DEBUG, HOUR);
        follower.follow();
        assertThat(logger.getEffectiveLevel()).isEqualTo(Level.DEBUG);

        levels.set(Actor.SUITE, new LogLevel(PART, LogLevel.Level.ERROR), HOUR);
        follower.follow();
        assertThat(logger.getEffectiveLevel()).isEqualTo(Level.ERROR);

        levels.reset(Actor.SUITE);
        follower.follow();
        assertThat(logger.getEffectiveLevel()).isEqualTo(own);
    }

    @Test
    void followsAndExpiresByItself() {
        follower.start();
        levels.set(Actor.SUITE, DEBUG, Duration.ofSeconds(8));
        Awaitility.await().until(() -> logger.getEffectiveLevel().equals(Level.DEBUG));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> logger.getEffectiveLevel().equals(own));
    }

    @Test
    void restoresWhenClosed() {
        levels.set(Actor.SUITE, DEBUG, HOUR);
        follower.follow();
        follower.close();
        assertThat(logger.getEffectiveLevel()).isEqualTo(own);
    }

    @Test
    void ignoresWhatIsNoLevel() {
        String key = registry.redis().keys().of(RedisKey.LOG_LEVEL);
        registry.redis().commands().set(key, "io.lettuce=trace");
        follower.follow();
        assertThat(LoggerFactory.getLogger("io.lettuce").isTraceEnabled()).isFalse();
    }

    @Test
    void isAudited() {
        levels.set(new Actor("cli:ada"), DEBUG, HOUR);
        AuditLog.AuditEntry entry = new AuditLog(registry.redis())
                .newest(new AuditLog.Query(Optional.empty(), Optional.empty(), 1))
                .getFirst();
        assertThat(entry.action()).isEqualTo("log_level");
        assertThat(entry.actor().name()).isEqualTo("cli:ada");
        assertThat(entry.after()).containsEntry("level", PART + "=debug");
    }
}
