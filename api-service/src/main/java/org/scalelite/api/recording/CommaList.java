package org.scalelite.api.recording;

import java.util.Arrays;
import java.util.List;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;

/** A parameter with several values, separated by commas. */
final class CommaList {
    /** For ids: front-ends send some hundred in one call. */
    static final int MAX_IDS = 1_000;

    private CommaList() {}

    /**
     * The distinct values of a parameter, without blanks around them and without empty values.
     *
     * @throws BbbException if there are more than {@code max}
     */
    static List<String> of(CallParameters parameters, String name, int max) {
        return parameters.get(name).map(text -> of(name, text, max)).orElse(List.of());
    }

    /** The values of this text. */
    static List<String> of(String name, String text, int max) {
        List<String> values = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(max + 1L)
                .toList();
        if (values.size() > max) {
            throw new BbbException(BbbError.tooManyValues(name, max));
        }
        return values;
    }
}
