package org.scalelite.api.recording;

import java.util.Arrays;
import java.util.List;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.CallParameters;

/** Several values in one parameter. */
final class CommaList {
    /** Of ids: front-ends ask for some hundred at once. */
    static final int MOST_IDS = 1_000;

    private CommaList() {}

    /**
     * The values of a parameter, each once; spaces around them and commas too many do not count.
     *
     * @throws BbbException if there are more than {@code most}
     */
    static List<String> of(CallParameters parameters, String name, int most) {
        return parameters.get(name).map(text -> of(name, text, most)).orElse(List.of());
    }

    /** The same, of this text. */
    static List<String> of(String name, String text, int most) {
        List<String> values = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(most + 1L)
                .toList();
        if (values.size() > most) {
            throw new BbbException(BbbError.tooManyValues(name, most));
        }
        return values;
    }
}
