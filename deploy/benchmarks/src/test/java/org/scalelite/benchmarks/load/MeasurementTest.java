package org.scalelite.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasurementTest {

    @Test
    void roundsGiveMediansAndTheSumOfErrors() {
        Measurement median = Measurement.median(List.of(
                new Measurement(100, 1, 9, 0, 30, 3, 7, 0.0, ""),
                new Measurement(300, 3, 7, 2, 10, 2, 8, 0.4, "HTTP/1.1 500"),
                new Measurement(200, 2, 8, 1, 20, 1, 9, 0.1, "HTTP/1.1 503")));

        assertThat(median).isEqualTo(new Measurement(200, 2, 8, 3, 20, 2, 8, 0.4, "HTTP/1.1 500"));
    }

    @Test
    void anEvenNumberHasTheMeanOfTheMiddleTwo() {
        assertThat(Measurement.median(4, 1, 3, 2)).isCloseTo(2.5, within(1e-9));
    }
}
