package org.scalelite.common.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.scalelite.common.server.Server;
import org.scalelite.common.text.Amounts;

/**
 * All BBB servers at once, each on a virtual thread of its own: a slow one delays no other.
 *
 * @param timeout how long all of them together may take
 */
record ServersCheck(ServerCheck check, Duration timeout) {
    record Result(List<Finding> findings, List<ClockCheck.Reading> clocks) {}

    Result run(List<Server> servers) {
        List<Server> sorted = servers.stream()
                .sorted(Comparator.comparing((Server server) -> server.url().toString()))
                .toList();
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        if (sorted.isEmpty()) {
            result.findings().add(Finding.note("pool", "there are no servers: 'scalelite servers add' adds one"));
        } else if (sorted.stream().allMatch(server -> server.state() == Server.State.DISABLED)) {
            result.findings().add(Finding.note("pool", "all servers are disabled: 'scalelite servers enable ID'"));
        }
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Callable<ServerCheck.Result>> turns = sorted.stream()
                    .<Callable<ServerCheck.Result>>map(server -> () -> check.run(server))
                    .toList();
            List<Future<ServerCheck.Result>> done = threads.invokeAll(turns, timeout.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < done.size(); i++) {
                add(sorted.get(i), done.get(i), result);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            // The lookup of a name has no deadline, and is not waited for.
            threads.shutdownNow();
        }
        return result;
    }

    private void add(Server server, Future<ServerCheck.Result> done, Result result) throws InterruptedException {
        try {
            ServerCheck.Result one = done.get();
            result.findings().addAll(one.findings());
            one.clock().ifPresent(result.clocks()::add);
        } catch (CancellationException _) {
            result.findings()
                    .add(Finding.problem(
                            server.toString(),
                            "could not be checked within " + Amounts.seconds(timeout),
                            "check that this machine's DNS answers, and the network to the server"));
        } catch (ExecutionException e) {
            result.findings()
                    .add(Finding.problem(
                            server.toString(), "could not be checked: " + e.getCause(), "correct its URL"));
        }
    }
}
