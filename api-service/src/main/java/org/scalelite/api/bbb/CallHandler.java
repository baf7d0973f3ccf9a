package org.scalelite.api.bbb;

import java.util.Set;

/** A feature that answers calls. */
public interface CallHandler {

    /** The calls it answers; no other handler does. */
    Set<BbbCall> calls();

    /**
     * Answers a call that is authenticated.
     *
     * @throws org.scalelite.common.bbb.BbbException to answer with an error
     */
    BbbAnswer answer(BbbRequest request);
}
