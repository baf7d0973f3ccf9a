package org.scalelite.api.edge;

import java.util.Optional;

/** A feature that answers paths outside the BBB API: pages and files that a person's browser asks for. */
public interface PageHandler {

    /** The answer to a GET or HEAD, or nothing if the path is not this feature's. */
    Optional<PageAnswer> answer(PageRequest request);
}
