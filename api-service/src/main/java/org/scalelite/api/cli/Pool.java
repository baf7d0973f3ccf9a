package org.scalelite.api.cli;

import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.cli.Input;
import org.scalelite.common.config.Settings;
import org.scalelite.common.server.ServerRegistry;

/**
 * The way of a command to the stores: connected for it, closed after it.
 *
 * @param actor in whose name it changes something
 * @param input what the operator types
 */
record Pool(Supplier<Settings> environment, Actor actor, Input input) {

    /** Does what a command on the servers is for, and returns its exit code. */
    int with(ToIntBiFunction<ServerRegistry, Settings> command) {
        return open(stores -> command.applyAsInt(stores.servers(), stores.settings()));
    }

    /** Does what a command is for, and returns its exit code. */
    int open(ToIntFunction<Stores> command) {
        try (Stores stores = Stores.connect(environment.get(), actor)) {
            return command.applyAsInt(stores);
        }
    }
}
