package org.scalelite.cli.command;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import org.scalelite.cli.output.Style;
import org.scalelite.cli.output.Wording;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.config.Settings;
import org.scalelite.common.program.Program;
import org.scalelite.common.server.ServerRegistry;

/**
 * What every command gets.
 *
 * @param environment read when a command needs it
 * @param actor whom the audit log names
 * @param input what the operator types
 * @param wording of the results
 * @param style of what a person reads
 * @param idsOnly whether arguments name servers and tenants by their ids alone, as Scalelite's tasks do
 */
public record CommandContext(
        Supplier<Settings> environment, Actor actor, Input input, Wording wording, Style style, boolean idsOnly) {

    public static CommandContext ofProcess() {
        return new CommandContext(
                Program::settings, Caller.ofProcess(), Input.ofProcess(), Wording.OWN, Caller.style(), false);
    }

    /** The same for a task of Scalelite: with its words for the results, and ids alone as arguments. */
    public CommandContext ofRake(Wording other) {
        return new CommandContext(environment, actor, input, other, style, true);
    }

    /** Runs a command on the servers, and returns its exit code. */
    public int with(ToIntBiFunction<ServerRegistry, Settings> command) {
        return open(stores -> command.applyAsInt(stores.servers(), stores.settings()));
    }

    /** Reads the registry, connected to Redis by one attempt. */
    public <T> T read(Function<Stores, T> reader) {
        try (Stores stores = Stores.connectOnce(environment.get(), actor)) {
            return reader.apply(stores);
        }
    }

    /** Runs a command on the registry, connected to Redis, and returns its exit code. */
    public int open(ToIntFunction<Stores> command) {
        try (Stores stores = Stores.connect(environment.get(), actor, idsOnly)) {
            return command.applyAsInt(stores);
        }
    }
}
