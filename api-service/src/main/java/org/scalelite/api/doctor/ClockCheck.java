package org.scalelite.api.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether all clocks agree with this machine's. */
final class ClockCheck {
    private static final Duration TOLERABLE = Duration.ofSeconds(2);
    private static final Duration BEARABLE = Duration.ofSeconds(30);

    private ClockCheck() {}

    static List<Finding> run(List<ClockReading> readings) {
        if (readings.isEmpty()) {
            return List.of(Finding.note("this machine", "there is no other clock to compare with"));
        }
        List<Finding> findings = new ArrayList<>();
        for (ClockReading reading : readings) {
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

    private static Finding wrong(ClockReading reading, int clocks) {
        String what = "its clock is %s %s this machine's: tokens, callbacks and times of recordings go wrong"
                .formatted(
                        Amounts.seconds(reading.ahead().abs()), reading.ahead().isNegative() ? "behind" : "ahead of");
        String cure = "run NTP there (chronyd, systemd-timesyncd)"
                + (clocks > 1 ? "; if most others are off too, here" : " and here");
        return reading.off().compareTo(BEARABLE) > 0
                ? Finding.problem(reading.whose(), what, cure)
                : Finding.warning(reading.whose(), what, cure);
    }
}
