package org.scalelite.simulator;

/** The key and the message of a failed call (BBB API reference, section 1.5). */
record ApiError(String key, String message) {

    static final ApiError NOT_FOUND = new ApiError("notFound", "A meeting with that ID does not exist");
}
