package org.scalelite.system.chaos;

import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Sees when one server is polled: never by two at once, never too long not at all. */
final class PollWatch {
    private final Set<Socket> underWay = new HashSet<>();
    private int polls;
    private int overlaps;
    private int abandoned;
    private long lastBegin = System.nanoTime();
    private long longestGap;

    synchronized void reset() {
        polls = 0;
        overlaps = 0;
        abandoned = 0;
        lastBegin = System.nanoTime();
        longestGap = 0;
    }

    synchronized void began(Socket connection) {
        longestGap = longestGap().toNanos();
        lastBegin = System.nanoTime();
        polls++;
        if (underWay.add(connection) && underWay.size() > 1) {
            overlaps++;
        }
    }

    synchronized void ended(Socket connection) {
        underWay.remove(connection);
    }

    synchronized void callerLeft(Socket connection) {
        if (underWay.remove(connection)) {
            abandoned++;
        }
    }

    synchronized boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    synchronized int polls() {
        return polls;
    }

    /** How often a poll began while another was under way. */
    synchronized int overlaps() {
        return overlaps;
    }

    /** How many polls have lost their caller. */
    synchronized int abandoned() {
        return abandoned;
    }

    /** The longest time without the beginning of a poll, up to now. */
    synchronized Duration longestGap() {
        return Duration.ofNanos(Math.max(longestGap, System.nanoTime() - lastBegin));
    }
}
