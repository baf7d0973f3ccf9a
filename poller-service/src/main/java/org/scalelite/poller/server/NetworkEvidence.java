package org.scalelite.poller.server;

/**
 * What the other servers say of the network when one did not answer a poll. If most of them are silent too, it is more likely
 * the poller that has lost its way than they all at once. A pool of one server has no others, so nothing is known of it.
 *
 * @param others online servers that were asked at about the same time, without the one in question
 * @param silent those of them that did not answer, whatever the answer
 */
public record NetworkEvidence(int others, int silent) {

    /** Whether the poller is cut off from the servers. */
    public boolean isIsolated() {
        return 2 * silent > others;
    }
}
