package org.scalelite.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scalelite.simulator.control.ControlApi;
import org.scalelite.simulator.http.ReadyFile;
import org.scalelite.simulator.meeting.SeededMeetings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program that runs simulated servers as a process of its own (BBB API reference, section 11). */
@Command(
        name = "simulator",
        sortOptions = false,
        showDefaultValues = true,
        description = "Runs simulated BigBlueButton servers until it is told to stop.")
public final class SimulatorMain implements Callable<Integer> {

    @Option(names = "--servers", paramLabel = "N", description = "How many servers")
    private int servers = 3;

    @Option(names = "--first-port", paramLabel = "PORT", description = "Port of the first server; 0 takes free ports")
    private int firstPort = 0;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on")
    private String host = "127.0.0.1";

    @Option(names = "--secret", paramLabel = "SECRET", description = "Secret of all servers; else each has its own")
    private @Nullable String secret;

    @Option(names = "--control-port", paramLabel = "PORT", description = "Port of the control API; 0 takes a free one")
    private int controlPort = 0;

    @Option(names = "--auto-connect", description = "Opening the client page makes the user a participant")
    private boolean autoConnect;

    @Option(names = "--no-request-log", description = "Keep no log of the requests")
    private boolean noRequestLog;

    @Option(names = "--bbb-version", paramLabel = "VERSION", description = "Version in the index document")
    private String bbbVersion = "3.0.4";

    @Option(names = "--ready-file", paramLabel = "FILE", description = "Written when everything listens")
    private @Nullable Path readyFile;

    @Option(names = "--meetings-per-server", paramLabel = "N", description = "Meetings that are there from the start")
    private int meetingsPerServer = 0;

    @Option(names = "--users-per-meeting", paramLabel = "N", description = "Participants of each of these meetings")
    private int usersPerMeeting = 0;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that serve all servers together")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--end-delay", paramLabel = "MILLIS", description = "How long a meeting lives on after an end call")
    private int endDelay = 0;

    // Only the reader of the options looks at it.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text")
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulatorMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine commandLine = commandLine();
        SimulatorOptions options;
        SeededMeetings seeds;
        try {
            options = options();
            seeds = new SeededMeetings(meetingsPerServer, usersPerMeeting);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine, String.valueOf(e.getMessage()), e);
        }
        try {
            run(options, seeds, commandLine.getOut());
            return 0;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            commandLine.getErr().println("simulator: " + e.getMessage());
            return 1;
        }
    }

    private void run(SimulatorOptions options, SeededMeetings seeds, PrintWriter out)
            throws IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            serve(options, seeds, out, stop, stopped);
        } finally {
            stopped.countDown();
        }
    }

    private void serve(
            SimulatorOptions options,
            SeededMeetings seeds,
            PrintWriter out,
            CountDownLatch stop,
            CountDownLatch stopped)
            throws IOException, InterruptedException {
        try (SimulatedPool pool = SimulatedPool.start(options);
                ControlApi control = ControlApi.start(pool, host, controlPort)) {
            seeds.create(pool);
            stopBySignal(stop, stopped);
            pool.servers()
                    .forEach(server -> out.println(server.name() + " " + server.apiUrl() + " " + server.secret()));
            out.println("control " + control.url());
            out.flush();
            if (readyFile != null) {
                ReadyFile.write(readyFile, pool, control.url());
            }
            stop.await();
        }
    }

    /** The process ends when its shutdown hooks do, so the hook has to wait until the sockets are closed. */
    private static void stopBySignal(CountDownLatch stop, CountDownLatch stopped) {
        Thread hook = new Thread(
                () -> {
                    stop.countDown();
                    try {
                        stopped.await(5, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private SimulatorOptions options() {
        SimulatorOptions options = SimulatorOptions.defaults()
                .withServers(servers)
                .withFirstPort(firstPort)
                .withHost(host)
                .withAutoConnect(autoConnect)
                .withRecordRequests(!noRequestLog)
                .withBbbVersion(bbbVersion)
                .withEndDelay(Duration.ofMillis(endDelay))
                .withThreads(threads);
        return secret == null ? options : options.withSecret(secret);
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("The options have not been read");
        }
        return spec.commandLine();
    }
}
