package org.scalelite.cli.command;

import java.util.concurrent.Callable;
import org.scalelite.cli.output.Reply;
import picocli.CommandLine.Mixin;

/** A command that works on the stores. */
public abstract class StoreCommand implements Callable<Integer> {
    protected final CommandContext context;

    @Mixin
    protected final Reply reply;

    protected StoreCommand(CommandContext context) {
        this.context = context;
        this.reply = new Reply(context.wording(), context.style());
    }
}
