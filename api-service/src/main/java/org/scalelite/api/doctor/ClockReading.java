package org.scalelite.api.doctor;

import java.time.Duration;
import java.time.Instant;

/**
 * A clock compared with this machine's.
 *
 * @param ahead how far it is ahead; negative: behind
 * @param uncertainty how much of that the way to it and back may have made up
 */
record ClockReading(String whose, Duration ahead, Duration uncertainty) {

    /**
     * A reading that was asked for and came back at these moments by this machine's clock.
     *
     * @param told what the other clock said; it cuts off all below the resolution
     */
    static ClockReading of(String whose, Instant sent, Instant told, Instant received, Duration resolution) {
        Duration half = resolution.dividedBy(2);
        Duration way = Duration.between(sent, received).dividedBy(2);
        return new ClockReading(whose, Duration.between(sent.plus(way), told.plus(half)), way.plus(half));
    }

    /** How far it is off at least. */
    Duration off() {
        Duration certain = ahead.abs().minus(uncertainty);
        return certain.isNegative() ? Duration.ZERO : certain;
    }
}
