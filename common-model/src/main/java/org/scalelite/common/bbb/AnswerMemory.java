package org.scalelite.common.bbb;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The memory limit for long answers of BBB servers, shared by all calls. A call without memory stops reading, so that
 * the server has to wait.
 */
final class AnswerMemory {
    /** An answer needs up to three times its size: as chunks, joined and parsed. */
    private static final int SHARE_OF_HEAP = 16;

    private static final long MIN_BYTES = 8L << 20;
    private static final long MAX_BYTES = 32L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long free;

    /** One lease at a time may exceed the limit; otherwise calls could wait for each other forever. */
    private @Nullable Lease overdrawn;

    AnswerMemory(long bytes) {
        this.free = bytes;
    }

    /** A share of the heap of this process. */
    static AnswerMemory ofHeap() {
        return new AnswerMemory(Math.clamp(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, MIN_BYTES, MAX_BYTES));
    }

    /** An empty lease for one answer. */
    Lease lease() {
        return new Lease();
    }

    /** No memory became free before the deadline. */
    static final class NoneFreeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoneFreeException() {
            super("other answers take all the memory for answers of BBB servers", null, false, false);
        }
    }

    /** The memory of one answer, until it is closed. */
    final class Lease implements AutoCloseable {
        private long reserved;

        /**
         * Reserves more bytes, and waits for them if necessary.
         *
         * @throws NoneFreeException if they are not available before the deadline
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
                reserved += bytes;
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
                free += reserved;
                reserved = 0;
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
