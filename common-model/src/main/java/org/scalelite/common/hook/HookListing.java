package org.scalelite.common.hook;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.scalelite.common.hook.HookQueue.Backlog;

/** The hooks of all front-ends with what waits for them, for operators. */
@Singleton
@Requires(beans = HookRepository.class)
public record HookListing(HookRepository hooks, HookQueue queue) {
    private static final Backlog NONE = new Backlog(0, 0, 0, "");

    /** A hook and what waits for it. */
    public record Entry(Hook hook, Backlog backlog) {
        /** Whether it gets events. */
        public String state() {
            return hook.disabledAt().isPresent() ? "disabled" : "enabled";
        }

        /** Why it was disabled, or the last attempt failed; empty if that is not so. */
        public String lastError() {
            return hook.lastError().orElse(backlog.error());
        }
    }

    /** Hooks, the newest first. */
    public List<Entry> newest(int limit) {
        List<Hook> newest = hooks.list(limit);
        List<String> enabled = newest.stream()
                .filter(hook -> hook.disabledAt().isEmpty())
                .map(Hook::id)
                .toList();
        Map<String, Backlog> backlogs = enabled.isEmpty() ? Map.of() : queue.waiting(enabled);
        return newest.stream()
                .map(hook -> new Entry(hook, backlogs.getOrDefault(hook.id(), NONE)))
                .toList();
    }
}
