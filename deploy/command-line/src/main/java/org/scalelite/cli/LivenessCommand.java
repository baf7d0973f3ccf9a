package org.scalelite.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalelite.cli.command.CommandContext;
import org.scalelite.cli.command.StoreCommand;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.database.DatabaseConfig;
import org.scalelite.common.health.DatabaseProbe;
import org.scalelite.common.redis.RedisConfig;
import org.scalelite.common.redis.RedisStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code liveness}: what the check of a container needs. */
@Command(name = "liveness", description = "Checks that Redis takes writes and PostgreSQL answers. Exit code 1 if not.")
final class LivenessCommand extends StoreCommand {
    LivenessCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Settings settings = context.environment().get();
        List<String> problems = new ArrayList<>();
        redisProblem(settings).ifPresent(problems::add);
        DatabaseConfig.of(settings).flatMap(LivenessCommand::databaseProblem).ifPresent(problems::add);
        if (problems.isEmpty()) {
            reply.out().println("success");
        }
        problems.forEach(reply.err()::println);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** One attempt: the caller repeats the check. */
    private static Optional<String> redisProblem(Settings settings) {
        RedisConfig config = RedisConfig.of(settings);
        try (RedisStore redis = RedisStore.connect(config.withoutRetries())) {
            return redis.takesWrites() ? Optional.empty() : Optional.of(config + " does not take writes");
        } catch (ConfigurationException e) {
            return Optional.of(String.join("; ", e.problems()));
        }
    }

    private static Optional<String> databaseProblem(DatabaseConfig config) {
        try (DatabaseProbe database = DatabaseProbe.open(config)) {
            database.now();
            return Optional.empty();
        } catch (DatabaseProbe.RefusedException e) {
            return Optional.of("PostgreSQL does not answer (%s): check DATABASE_URL and that PostgreSQL runs"
                    .formatted(e.getMessage()));
        }
    }
}
