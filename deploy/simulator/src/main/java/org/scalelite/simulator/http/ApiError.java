package org.scalelite.simulator.http;

/** The key and the message of a failed call (BBB API reference, section 1.5). */
public record ApiError(String key, String message) {

    public static final ApiError NOT_FOUND = new ApiError("notFound", "A meeting with that ID does not exist");
}
