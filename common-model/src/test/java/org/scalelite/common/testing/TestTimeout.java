package org.scalelite.common.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for a condition: so long that a busy machine never decides a test. A test that passes does not wait
 * for it. JUnit finds this extension by itself, so it is also what an {@code await()} without a limit waits.
 */
public final class TestTimeout implements BeforeAllCallback {
    public static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
