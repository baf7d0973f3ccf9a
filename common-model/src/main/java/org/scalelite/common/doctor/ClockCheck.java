package org.scalelite.common.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scalelite.common.text.Amounts;

/** Whether all clocks agree with this machine's. */
public final class ClockCheck {
    private static final Duration TOLERABLE = Duration.ofSeconds(2);
    private static final Duration BEARABLE = Duration.ofSeconds(30);

    private ClockCheck() {}

    /** Compares the clocks that were read. */
    public static List<Finding> run(List<Reading> readings) {
        if (readings.isEmpty()) {
            return List.of(Finding.note("this machine", "there is no other clock to compare with"));
        }
        List<Finding> findings = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading.off().compareTo(TOLERABLE) > 0) {
                findings.add(wrong(reading, readings.size()));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "this machine", "its clock agrees with %s".formatted(Amounts.count(readings.size(), "other"))));
        }
        return findings;
    }

    private static Finding wrong(Reading reading, int clocks) {
        String what = "its clock is %s %s this machine's: tokens, callbacks and times of recordings go wrong"
                .formatted(
                        Amounts.seconds(reading.ahead().abs()), reading.ahead().isNegative() ? "behind" : "ahead of");
        String cure = "run NTP there (chronyd, systemd-timesyncd)"
                + (clocks > 1 ? "; if most others are off too, here" : " and here");
        return reading.off().compareTo(BEARABLE) > 0
                ? Finding.problem(reading.whose(), what, cure)
                : Finding.warning(reading.whose(), what, cure);
    }

    /**
     * A clock compared with this machine's.
     *
     * @param ahead how far it is ahead; negative: behind
     * @param uncertainty how much of that the way to it and back may have made up
     */
    public record Reading(String whose, Duration ahead, Duration uncertainty) {

        /**
         * A reading that was asked for and came back at these moments by this machine's clock.
         *
         * @param told what the other clock said; it cuts off all below the resolution
         */
        static Reading of(String whose, Instant sent, Instant told, Instant received, Duration resolution) {
            Duration half = resolution.dividedBy(2);
            Duration way = Duration.between(sent, received).dividedBy(2);
            return new Reading(whose, Duration.between(sent.plus(way), told.plus(half)), way.plus(half));
        }

        /** How far it is off at least. */
        Duration off() {
            Duration certain = ahead.abs().minus(uncertainty);
            return certain.isNegative() ? Duration.ZERO : certain;
        }
    }
}
