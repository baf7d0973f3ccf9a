package org.scalelite.api.admin;

import org.jspecify.annotations.Nullable;
import org.scalelite.api.edge.AdminRequest;
import org.scalelite.common.admin.InvalidInputException;

/** Inputs without which a call cannot be answered. */
final class Required {
    private Required() {}

    /**
     * A value that is there.
     *
     * @param name as the caller knows it
     * @throws InvalidInputException if it is not
     */
    static <T> T of(@Nullable T value, String name) {
        if (value == null) {
            throw AdminRequest.missing(name);
        }
        return value;
    }

    /**
     * The id of what a call changes: in the query, where a checksum covers it, or in the body.
     *
     * @throws InvalidInputException if it is in neither
     */
    static String id(AdminRequest request, @Nullable String inBody) {
        return request.parameter("id").orElseGet(() -> text(inBody, "id"));
    }

    /**
     * A text that says something.
     *
     * @throws InvalidInputException if it does not
     */
    static String text(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw AdminRequest.missing(name);
        }
        return value;
    }
}
