package org.scalelite.api.cli;

import java.util.List;
import java.util.function.Function;
import org.scalelite.common.admin.InvalidInputException;

/**
 * A task of Scalelite, and what does the same here.
 *
 * @param parameters their names; one that ends in {@code …} may be given several times
 */
record RakeTask(String name, List<String> parameters, String description, Function<RakeArguments, RakeAction> meaning) {
    private static final String SEVERAL = "…";

    RakeTask {
        parameters = List.copyOf(parameters);
    }

    /** As {@code rake -T} shows it. */
    String signature() {
        return parameters.isEmpty() ? name : "%s[%s]".formatted(name, String.join(",", parameters));
    }

    /**
     * What it does with these arguments.
     *
     * @throws InvalidInputException if one is missing or there are too many
     */
    RakeAction with(List<String> arguments) {
        boolean many = !parameters.isEmpty() && parameters.getLast().endsWith(SEVERAL);
        if (!many && arguments.size() > parameters.size()) {
            throw new InvalidInputException("%s takes at most %d arguments; write a comma inside of one as '\\,'"
                    .formatted(signature(), parameters.size()));
        }
        try {
            return meaning.apply(new RakeArguments(parameters, arguments));
        } catch (InvalidInputException e) {
            throw new InvalidInputException("%s: %s".formatted(signature(), e.getMessage()));
        }
    }
}
