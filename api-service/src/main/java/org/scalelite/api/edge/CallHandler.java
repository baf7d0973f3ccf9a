package org.scalelite.api.edge;

import java.util.Set;

/** A feature that answers calls. */
public interface CallHandler {

    /** The calls it answers; no other handler does. */
    Set<BbbCall> calls();

    /**
     * Answers a call that the front door let in.
     *
     * @throws org.scalelite.common.bbb.BbbException to answer with an error
     */
    BbbAnswer answer(BbbRequest request);
}
