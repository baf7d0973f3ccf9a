package org.scalelite.cli.servers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerUpdate;

/** The changes that make the pool equal its file (specification, section 14). */
record SyncPlan(List<SyncStep> steps) {
    SyncPlan {
        steps = List.copyOf(steps);
    }

    /** What becomes of servers that the file does not name. */
    enum Mode {
        /** They stay. */
        KEEP,
        /** They are removed if they have no meetings, else cordoned. */
        CORDON,
        /** Their meetings are ended, and they are removed. */
        FORCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Compares the pool with its file.
     *
     * @param meetings how many each server has; one that is missing has none
     * @throws PoolFile.InvalidException if the file wants an address that another server has
     */
    static SyncPlan between(List<Server> present, Map<ServerId, Long> meetings, List<PoolFile.Entry> wanted, Mode mode)
            throws PoolFile.InvalidException {
        Map<ServerId, Server> byId = new HashMap<>();
        present.forEach(server -> byId.put(server.id(), server));
        refuseTakenAddresses(present, wanted);
        List<SyncStep> steps = new ArrayList<>();
        Set<ServerId> named = new HashSet<>();
        for (PoolFile.Entry server : wanted) {
            ServerId id = server.id().orElseThrow();
            named.add(id);
            Optional.ofNullable(byId.get(id))
                    .map(known -> change(known, server))
                    .orElseGet(() -> Optional.of(new SyncStep.Add(id, server)))
                    .ifPresent(steps::add);
        }
        for (Server server : ServersCommand.sorted(present)) {
            if (!named.contains(server.id())) {
                unlisted(server, meetings.getOrDefault(server.id(), 0L), mode).ifPresent(steps::add);
            }
        }
        return new SyncPlan(steps);
    }

    private static void refuseTakenAddresses(List<Server> present, List<PoolFile.Entry> wanted)
            throws PoolFile.InvalidException {
        Map<String, ServerId> holders = new HashMap<>();
        present.forEach(server -> holders.put(PoolReader.normal(server.url().toString()), server.id()));
        List<String> problems = new ArrayList<>();
        for (PoolFile.Entry server : wanted) {
            ServerId holder = holders.get(PoolReader.normal(server.url().toString()));
            if (holder != null && !holder.equals(server.id().orElseThrow())) {
                problems.add("%s: the server with id=%s has its url %s: name that id in the file, or remove the server"
                        .formatted(server.name(), holder, server.url()));
            }
        }
        if (!problems.isEmpty()) {
            throw new PoolFile.InvalidException(problems);
        }
    }

    private static Optional<SyncStep> change(Server known, PoolFile.Entry wanted) {
        ServerUpdate update = ServerUpdate.nothing();
        List<String> differences = new ArrayList<>();
        if (!known.url().equals(wanted.url())) {
            update = update.withUrl(wanted.url());
            differences.add("url %s → %s".formatted(known.url(), wanted.url()));
        }
        if (!known.secret().equals(wanted.secret())) {
            update = update.withSecret(wanted.secret());
            differences.add("secret (changed)");
        }
        if (known.loadMultiplier() != wanted.loadMultiplier()) {
            update = update.withLoadMultiplier(wanted.loadMultiplier());
            differences.add("load_multiplier %s → %s".formatted(known.loadMultiplier(), wanted.loadMultiplier()));
        }
        String tag = known.tag().orElse("");
        if (!tag.equals(wanted.tag())) {
            update = update.withTag(wanted.tag());
            differences.add("tag %s → %s".formatted(tagText(tag), tagText(wanted.tag())));
        }
        Map<Server.Setting, String> settings = new EnumMap<>(Server.Setting.class);
        for (Server.Setting setting : Server.Setting.values()) {
            String before = known.settings().getOrDefault(setting, "");
            String after = wanted.settings().getOrDefault(setting, "");
            if (!before.equals(after)) {
                settings.put(setting, after);
                differences.add("%s %s → %s".formatted(setting.text(), tagText(before), tagText(after)));
            }
        }
        update = update.withSettings(settings);
        Server.State state = state(known.state(), wanted.enabled().orElse(true));
        if (state != known.state()) {
            update = update.withState(state);
            differences.add("%s → %s".formatted(known.state().text(), state.text()));
        }
        return update.isEmpty() ? Optional.empty() : Optional.of(new SyncStep.Change(known.id(), update, differences));
    }

    private static String tagText(String tag) {
        return tag.isEmpty() ? ServerArguments.NO_TAG : tag;
    }

    /** What is not wanted any more keeps its running meetings. */
    private static Server.State state(Server.State state, boolean enabled) {
        if (enabled) {
            return Server.State.ENABLED;
        }
        return state == Server.State.ENABLED ? Server.State.CORDONED : state;
    }

    private static Optional<SyncStep> unlisted(Server server, long meetings, Mode mode) {
        return switch (mode) {
            case KEEP -> Optional.empty();
            case CORDON -> {
                if (meetings == 0) {
                    yield Optional.of(new SyncStep.Remove(server.id()));
                }
                yield server.state() == Server.State.ENABLED
                        ? Optional.of(new SyncStep.Cordon(server.id()))
                        : Optional.empty();
            }
            case FORCE -> Optional.of(new SyncStep.EndAndRemove(server.id(), meetings));
        };
    }

    boolean destroys() {
        return steps.stream().anyMatch(SyncStep::destroys);
    }
}
