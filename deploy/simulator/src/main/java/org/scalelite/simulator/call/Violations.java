package org.scalelite.simulator.call;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.http.ApiError;

/** Collects broken rules and knows which one of them is reported (BBB API reference, sections 3.1 and 3.2). */
final class Violations {

    /** The order in which BBB's hash map yields the keys. */
    private static final List<String> ORDER = List.of(
            "emptyError",
            "missingParamFullName",
            "meetingForciblyEnded",
            "invalidPassword",
            "invalidMeetingIdentifier",
            "notFound",
            "sizeError",
            "validationError",
            "nullError",
            "missingParamMeetingID");

    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false|0|1|");

    private @Nullable ApiError first;

    /** The violation to report, or null if every rule was kept. */
    @Nullable
    ApiError reported() {
        return first;
    }

    Violations add(String key, String message) {
        ApiError known = first;
        if (known == null || ORDER.indexOf(key) <= ORDER.indexOf(known.key())) {
            first = new ApiError(key, message);
        }
        return this;
    }

    Violations require(boolean kept, String key, String message) {
        return kept ? this : add(key, message);
    }

    /** The rules of a meeting ID; a missing one breaks none of them. */
    Violations meetingId(@Nullable String id) {
        if (id == null) {
            return this;
        }
        return require(!id.isEmpty(), "missingParamMeetingID", "You must provide a meeting ID")
                .require(hasLength(id, 2, 256), "sizeError", "Meeting ID must be between 2 and 256 characters")
                .require(id.indexOf(',') < 0, "validationError", "Meeting ID cannot contain ','");
    }

    Violations password(@Nullable String password) {
        return require(
                password == null || password.isEmpty() || hasLength(password, 2, 64),
                "invalidPassword",
                "Invalid password");
    }

    Violations isBoolean(@Nullable String value, String message) {
        return require(value == null || BOOLEAN.matcher(value).matches(), "validationError", message);
    }

    Violations isInteger(@Nullable String value, String message) {
        boolean kept =
                value == null || value.isEmpty() || INTEGER.matcher(value).matches();
        return require(kept, "validationError", message);
    }

    static boolean hasLength(String text, int least, int most) {
        return text.length() >= least && text.length() <= most;
    }
}
