package org.scalelite.common.bbb;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Memory for long answers of BBB servers while they are read, shared by all calls. Whoever finds none left does not read on,
 * so that the server has to wait.
 */
final class AnswerMemory {
    /** An answer takes up to three times its bytes for a moment: as chunks, joined, and as what is made of it. */
    private static final int SHARE_OF_HEAP = 16;

    private static final long LEAST = 8L << 20;
    private static final long MOST = 32L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long free;

    /** One at a time may take more than there is: else calls that have begun could wait for each other for ever. */
    private @Nullable Lease overdrawn;

    AnswerMemory(long bytes) {
        this.free = bytes;
    }

    /** A share of this process's heap. */
    static AnswerMemory ofHeap() {
        return new AnswerMemory(Math.clamp(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, LEAST, MOST));
    }

    /** For one answer; nothing is taken yet. */
    Lease lease() {
        return new Lease();
    }

    /** No memory came free in time. */
    static final class NoneFreeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoneFreeException() {
            super("other answers take all the memory for answers of BBB servers", null, false, false);
        }
    }

    /** What one answer has taken, until it is closed. */
    final class Lease implements AutoCloseable {
        private long held;

        /**
         * Takes so many bytes more, and waits for them if need be.
         *
         * @throws NoneFreeException if there are none by the deadline
         */
        void grow(int bytes, Deadline deadline) {
            lock.lock();
            try {
                while (free < bytes && overdrawn != null && overdrawn != this) {
                    if (changed.awaitNanos(deadline.left().toNanos()) <= 0) {
                        throw new NoneFreeException();
                    }
                }
                if (free < bytes) {
                    overdrawn = this;
                }
                free -= bytes;
                held += bytes;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new NoneFreeException();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                free += held;
                held = 0;
                if (overdrawn == this) {
                    overdrawn = null;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
