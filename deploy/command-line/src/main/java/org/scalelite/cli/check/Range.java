package org.scalelite.cli.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.admin.InvalidInputException;

/**
 * A range of Nagios' plugins: {@code 10} is 0 to 10, {@code 10:} at least 10, {@code ~:10} at most 10, {@code 10:20} both.
 * A value outside raises an alert; with {@code @}, one inside.
 *
 * @param text as written
 */
record Range(String text, double least, double most, boolean inside) {
    private static final String NUMBER = "-?\\d{1,12}(?:\\.\\d{1,6})?";
    private static final Pattern SYNTAX = Pattern.compile("(@?)(?:(~|%s)?(:))?(%s)?".formatted(NUMBER, NUMBER));

    /**
     * Reads a range.
     *
     * @throws InvalidInputException if it is none
     */
    static Range of(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches() || (matcher.group(2) == null && matcher.group(4) == null)) {
            throw invalid(text);
        }
        Range range = new Range(
                text.strip(), least(matcher), most(matcher), !matcher.group(1).isEmpty());
        if (range.least > range.most) {
            throw invalid(text);
        }
        return range;
    }

    private static double least(Matcher matcher) {
        String text = matcher.group(2);
        if (text == null) {
            return 0;
        }
        return text.equals("~") ? Double.NEGATIVE_INFINITY : Double.parseDouble(text);
    }

    private static double most(Matcher matcher) {
        String text = matcher.group(4);
        return text == null ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static InvalidInputException invalid(String text) {
        return new InvalidInputException("'%s' is no range: give 10, 10:, ~:10, 10:20 or @10:20".formatted(text));
    }

    /** Whether a value raises an alert. */
    boolean alerts(double value) {
        return (value >= least && value <= most) == inside;
    }
}
