package org.scalelite.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.scalelite.cli.output.Style;
import org.scalelite.common.redis.RedisUnavailableException;
import picocli.CommandLine.Help.Ansi;

/** A listing that is shown again and again. */
class WatchTest {
    private final StringWriter text = new StringWriter();
    private final AtomicInteger round = new AtomicInteger();

    private String watched(Ansi ansi) {
        Watch watch = new Watch(Duration.ofMillis(1), new PrintWriter(text), new Style(ansi, ZoneOffset.UTC));
        watch.run(
                out -> {
                    if (round.incrementAndGet() == 2) {
                        throw new RedisUnavailableException(new IllegalStateException("\u001bclosed"));
                    }
                    out.println("round " + round.get());
                },
                () -> round.get() < 3);
        return text.toString();
    }

    @Test
    void outageIsShownUntilItEnds() {
        assertThat(watched(Ansi.OFF))
                .isEqualTo("round 1\n\nRedis does not answer: ?closed; still watching\n\nround 3\n\n");
    }

    @Test
    void terminalIsOverwritten() {
        assertThat(watched(Ansi.ON))
                .isEqualTo("\u001b[2J\u001b[Hround 1\u001b[K\n\u001b[J"
                        + "\u001b[HRedis does not answer: ?closed; still watching\u001b[K\n\u001b[J"
                        + "\u001b[Hround 3\u001b[K\n\u001b[J");
    }
}
