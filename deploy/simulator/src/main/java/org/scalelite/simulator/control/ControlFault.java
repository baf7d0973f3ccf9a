package org.scalelite.simulator.control;

import java.time.Duration;

/** The names of the faults in the control API (BBB API reference, section 11, item 6). */
final class ControlFault {

    private ControlFault() {}

    static Fault of(ControlRequest request) {
        String name = request.text("fault");
        return switch (name) {
            case "refuse-connections" -> new Fault.RefuseConnections();
            case "reset-connections" -> new Fault.ResetConnections();
            case "hang" -> new Fault.Hang();
            case "lose-answer" -> new Fault.LoseAnswer();
            case "fail-afterwards" -> new Fault.FailAfterwards();
            case "delay" -> new Fault.Delay(time(request));
            case "slow-body" -> new Fault.SlowBody(time(request));
            case "cut-body" -> new Fault.CutBody();
            case "answer" -> other(request);
            case "thousands-separators" -> new Fault.ThousandsSeparators();
            case "wrong-checksum" -> new Fault.WrongChecksum();
            default ->
                throw new IllegalArgumentException("There is no fault \"" + name + "\"; known are refuse-connections,"
                        + " reset-connections, hang, lose-answer, fail-afterwards, delay, slow-body, cut-body, answer,"
                        + " thousands-separators, wrong-checksum");
        };
    }

    private static Duration time(ControlRequest request) {
        int millis = request.number("millis", -1);
        if (millis < 0) {
            throw new IllegalArgumentException("\"millis\" must be given, from 0");
        }
        return Duration.ofMillis(millis);
    }

    private static Fault other(ControlRequest request) {
        int status = request.number("status", 200);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("\"status\" must be from 200 to 599");
        }
        return new Fault.Answer(
                status,
                request.optionalText("contentType").orElse("text/html"),
                request.optionalText("body").orElse(""));
    }
}
