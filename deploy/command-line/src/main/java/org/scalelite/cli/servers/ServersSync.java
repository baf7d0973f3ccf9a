package org.scalelite.cli.servers;

import java.util.List;
import java.util.Optional;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.Confirmation;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.output.Cell;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code servers sync}. */
@Command(
        name = "sync",
        description = "Makes the pool what a YAML file says: adds, updates, enables, cordons and removes servers."
                + " 'servers yaml' writes such a file.")
final class ServersSync extends StoreCommand {
    @Mixin
    private final Confirmation confirmation = new Confirmation(context.input());

    @Parameters(paramLabel = "FILE", description = "The file; '-' for standard input.")
    private String file = "";

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "cordon",
            description =
                    "What becomes of servers that the file does not name: keep them, cordon them until they have no"
                            + " meetings and remove them then, or force: end their meetings and remove them. Default:"
                            + " ${DEFAULT-VALUE}.")
    private SyncPlan.Mode mode = SyncPlan.Mode.CORDON;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    ServersSync(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Optional<List<PoolFile.Entry>> wanted = new PoolFile(context.input(), reply).servers(file, PoolReader::withIds);
        return wanted.map(servers -> context.open(stores -> sync(stores, servers)))
                .orElse(ExitCode.SOFTWARE);
    }

    private int sync(Stores stores, List<PoolFile.Entry> wanted) {
        SyncPlan plan;
        try {
            plan = SyncPlan.between(stores.servers().all(), stores.meetingCounts(), wanted, mode);
        } catch (PoolFile.InvalidException e) {
            return new PoolFile(context.input(), reply).refuse(e);
        }
        if (plan.steps().isEmpty()) {
            reply.out().println("No changes");
            return ExitCode.OK;
        }
        if (dryRun) {
            plan.steps().forEach(step -> reply.out().println(Cell.printable(step.text())));
            return ExitCode.OK;
        }
        if (plan.destroys() && !confirmation.isGiven(question(plan))) {
            return ExitCode.SOFTWARE;
        }
        return new SyncRun(stores, reply).run(plan);
    }

    private static String question(SyncPlan plan) {
        long removed = plan.steps().stream().filter(SyncStep::destroys).count();
        return "Remove %d server%s?".formatted(removed, removed == 1 ? "" : "s");
    }
}
