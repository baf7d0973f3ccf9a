package org.scalelite.common.tracing;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A span that has begun. */
public final class RunningSpan {
    /** That of a process without traces. */
    public static final RunningSpan NONE = new RunningSpan(Optional.empty());

    private final Optional<Span> span;
    private Instant lastStep = Instant.now();

    private RunningSpan(Optional<Span> span) {
        this.span = span;
    }

    static RunningSpan of(Span span) {
        return new RunningSpan(Optional.of(span));
    }

    /** The keys of contexts; loaded with the first span. */
    private static final class Keys {
        private static final ContextKey<RunningSpan> RUNNING = ContextKey.named("running-span");
    }

    /** Has the threads that Micronaut hands the work to, or that wrap it, know the span. */
    private record ThreadSpan(Context context) implements ThreadPropagatedContextElement<Scope> {
        @Override
        @SuppressWarnings("MustBeClosedChecker") // Micronaut hands it to restoreThreadContext.
        public Scope updateThreadContext() {
            return context.makeCurrent();
        }

        @Override
        public void restoreThreadContext(Scope outer) {
            outer.close();
        }
    }

    static Optional<RunningSpan> current() {
        return Optional.ofNullable(Context.current().get(Keys.RUNNING));
    }

    /** A time of {@link System#nanoTime} by the clock. */
    static Instant timeOf(long nanos) {
        return Instant.now().minusNanos(System.nanoTime() - nanos);
    }

    /** Runs an action within the span. */
    public <T> T during(Supplier<T> action) {
        if (span.isEmpty()) {
            return action.get();
        }
        Context context = Context.current().with(span.get()).with(Keys.RUNNING, this);
        try (PropagatedContext.Scope _ =
                PropagatedContext.getOrEmpty().plus(new ThreadSpan(context)).propagate()) {
            return action.get();
        }
    }

    /** Ends a span that was begun for a step, since the step before it. */
    void reached(SpanBuilder step) {
        Instant now = Instant.now();
        step.setStartTimestamp(lastStep).startSpan().end(now);
        lastStep = now;
    }

    /** Ends the span. */
    public void end(String outcome) {
        span.ifPresent(running -> {
            running.setAttribute("outcome", outcome);
            running.end();
        });
    }

    /** Ends the span of work that failed. The message of the failure may contain URLs. */
    void fail(RuntimeException failure) {
        span.ifPresent(running -> {
            running.setAttribute("error.type", failure.getClass().getName());
            running.setStatus(StatusCode.ERROR);
            running.end();
        });
    }
}
