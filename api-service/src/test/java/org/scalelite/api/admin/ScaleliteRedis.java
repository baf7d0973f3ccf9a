package org.scalelite.api.admin;

import io.lettuce.core.Range;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.scalelite.api.testing.TestSuite;

/** A suite whose Redis each test fills as Scalelite does: with keys as texts, not taken from the suite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScaleliteRedis {
    @AutoClose
    final TestSuite suite = new TestSuite(1);

    final RedisCommands<String, String> redis = suite.registry().redis().commands();

    final String key(String name) {
        return suite.registry().environment().get("REDIS_NAMESPACE") + ":" + name;
    }

    @BeforeEach
    final void refill() {
        redis.keys(key("*")).forEach(redis::del);
        fillAsScaleliteDoes();
    }

    abstract void fillAsScaleliteDoes();

    final List<String> audited() {
        return redis.xrange(key("v2:audit"), Range.unbounded()).stream()
                .map(entry -> entry.getBody().get("action") + " " + entry.getBody())
                .toList();
    }
}
