package org.scalelite.cli.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds the time of several calls together. Each has a deadline of its own, but they may add up. */
public final class TimeLimit {
    private TimeLimit() {}

    /**
     * Calls a task.
     *
     * @throws TimeoutException if it takes longer; the task then continues until its own deadlines
     * @throws ExecutionException if it fails
     */
    public static <T> T call(Callable<T> task, Duration limit) throws TimeoutException, ExecutionException {
        FutureTask<T> running = new FutureTask<>(task);
        Thread.ofVirtual().start(running);
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted", e);
        }
    }
}
