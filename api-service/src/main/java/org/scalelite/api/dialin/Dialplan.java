package org.scalelite.api.dialin;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.scalelite.api.dialin.DialplanDocument.Action;
import org.scalelite.api.dialin.PinDirectory.PinLookup;

/** The FreeSWITCH actions for a call (specification, section 13). */
@Singleton
record Dialplan(DialInConfig config) {
    private static final String WELCOME = "conference/conf-welcome.wav";
    private static final String ASK = "conference/conf-pin.wav";
    private static final String WRONG = "conference/conf-bad-pin.wav";
    private static final String NO_DIGITS = "ivr/ivr-that_was_an_invalid_entry.wav";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9 ._~:@+=,\\[\\]-]");

    /** Answers the call, plays the welcome and prompts for the PIN. */
    byte[] prompt(DialedNumber number) {
        List<Action> actions = new ArrayList<>();
        actions.add(Action.of("answer"));
        if (config.maxDuration().isPositive()) {
            actions.add(new Action("sched_hangup", "+" + config.maxDuration().toSeconds()));
        }
        actions.add(new Action("playback", WELCOME));
        actions.add(askForPin());
        actions.add(Action.TRANSFER_TO_PIN);
        return DialplanDocument.extension("pin_prompt", number, actions);
    }

    /** Prompts for the PIN again. */
    byte[] promptAgain(DialedNumber number) {
        return DialplanDocument.extension(
                "pin_reprompt", number, List.of(new Action("playback", WRONG), askForPin(), Action.TRANSFER_TO_PIN));
    }

    private Action askForPin() {
        return new Action(
                "play_and_get_digits",
                "%d %d 3 7000 # %s %s pin [0-9]+".formatted(config.minDigits(), config.maxDigits(), ASK, NO_DIGITS));
    }

    /** Ends the call. */
    byte[] hangUp(DialedNumber number) {
        return DialplanDocument.extension("hangup", number, List.of(new Action("hangup", "CALL_REJECTED")));
    }

    /**
     * Bridges the call to its meeting; empty if the URL of the server has no valid host.
     *
     * @param pin digits
     */
    Optional<byte[]> bridge(DialedNumber number, String pin, PinLookup.Found meeting, String callerName) {
        return host(meeting.serverUrl())
                .map(host -> DialplanDocument.extension(
                        "bridge",
                        number,
                        List.of(
                                new Action("set", "meeting_id=" + encode(meeting.meetingId())),
                                new Action("set", "effective_caller_id_name=" + callerName),
                                new Action("bridge", "sofia/external/" + pin + "@" + host))));
    }

    private static Optional<String> host(String serverUrl) {
        try {
            return Optional.ofNullable(URI.create(serverUrl).getHost())
                    .filter(host -> HOST.matcher(host).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Percent-encodes unusual characters of a meeting id, which is arbitrary text of a front-end. */
    private static String encode(String meetingId) {
        return UNUSUAL.matcher(meetingId).replaceAll(found -> escaped(found.group()));
    }

    private static String escaped(String character) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(String.format(Locale.ROOT, "%%%02X", each));
        }
        return escaped.toString();
    }
}
