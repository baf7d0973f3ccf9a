package org.scalelite.common.logging;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The BBB server that a thread called last while it answered a request, for the log. */
public final class CalledServer {
    private static final ScopedValue<CalledServer> CURRENT = ScopedValue.newInstance();

    private final AtomicReference<@Nullable URI> api = new AtomicReference<>();

    /** Runs an action, and notes the servers that it calls, or sends browsers to, on this thread. */
    public <T> T during(Supplier<T> action) {
        return ScopedValue.where(CURRENT, this).call(action::get);
    }

    /** The thread calls this server. */
    public static void note(URI server) {
        if (CURRENT.isBound()) {
            CURRENT.get().api.set(server);
        }
    }

    /** Host and port of the last server; empty if no single one was called. */
    public Optional<String> hostAndPort() {
        return Optional.ofNullable(api.get())
                .map(uri -> uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
    }
}
