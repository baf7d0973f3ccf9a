package org.scalelite.stores;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalelite.stores.process.DataLock;
import org.scalelite.stores.process.ServerHome;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs PostgreSQL and Redis for the quick start until it is told to stop. */
@Command(
        name = "local-stores",
        description = "Runs PostgreSQL and Redis on 127.0.0.1, with data that is kept, until SIGTERM or Ctrl-C.")
public final class LocalStores implements Callable<Integer> {
    private static final String LOG_SETTINGS = "logback.configurationFile";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Where data, logs and unpacked programs are kept")
    private Path data = Path.of("");

    @Option(
            names = "--postgres-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port of PostgreSQL; 0 takes a free one")
    private int postgresPort;

    @Option(
            names = "--redis-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port of Redis; 0 takes a free one")
    private int redisPort;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written with the two URLs when both can be used, and deleted at the end")
    private @Nullable Path readyFile;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private LocalStores() {}

    /** The program. */
    public static void main(String[] args) {
        // Named here, as a logback.xml in this jar would also rule the tests of every module that uses it.
        if (System.getProperty(LOG_SETTINGS) == null) {
            System.setProperty(LOG_SETTINGS, "org/scalelite/stores/local-stores-logback.xml");
        }
        System.exit(new CommandLine(new LocalStores())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(oneLine(failure));
                    return 1;
                })
                .execute(args));
    }

    private static String oneLine(Exception failure) {
        return failure instanceof StoresException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    @Override
    public Integer call() {
        Path directory = ServerHome.directories(data.toAbsolutePath().normalize());
        try (DataLock _ = DataLock.take(directory);
                StorePair stores = new StorePair(directory)) {
            ReadyFile ready = new ReadyFile(readyFile == null ? null : readyFile.toAbsolutePath());
            ready.delete();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stores, ready), "stop"));
            return run(stores, ready);
        }
    }

    private int run(StorePair stores, ReadyFile ready) {
        String urls = stores.start(postgresPort, redisPort);
        ready.write(urls);
        System.out.print(urls);
        System.out.flush();
        String end = stores.awaitEnd();
        if (!stores.isClosed()) {
            ready.delete();
            throw new StoresException(end);
        }
        return 0;
    }

    private static void stop(StorePair stores, ReadyFile ready) {
        if (stores.isClosed()) {
            // The end came from within, and has its own exit code.
            return;
        }
        stores.close();
        ready.delete();
        // A signal would make it 143, but being told to stop is how this program ends.
        Runtime.getRuntime().halt(0);
    }
}
