package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.scalelite.api.ApiService;
import org.scalelite.api.testing.FrontEnd;
import org.scalelite.cli.CommandLineFixture;
import org.scalelite.cli.CommandRun.Outcome;
import org.scalelite.common.config.Settings;
import org.scalelite.common.server.Server;
import org.scalelite.common.testing.TestRegistry;
import org.scalelite.poller.PollerService;
import org.scalelite.poller.cycle.PollCycle;
import org.scalelite.simulator.SimulatedBbbServer;
import org.scalelite.simulator.SimulatedPool;
import org.scalelite.simulator.control.Fault;

/**
 * Operators change the pool while front-ends create, join and end, servers fail, and the poller polls: at no moment is the
 * registry half changed. {@code -Dseed=…} repeats the choices of a run, though not the order in which they meet.
 */
@Order(3)
class ConcurrentCommandsIT {
    private static final String SECRET = "front-end-secret";
    private static final int SERVERS = 8;
    private static final int OPERATORS = 3;
    private static final int FRONT_ENDS = 3;
    private static final int COMMANDS = 400;
    private static final int LOOK_EVERY = 10;
    /** How much the others do for each command, so that a slow machine does the same work. */
    private static final int CALLS = 2;

    private static final int POLL_EVERY = 8;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final TestRegistry registry = new TestRegistry();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Semaphore calls = new Semaphore(0);
    private final Semaphore polls = new Semaphore(0);
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger succeeded = new AtomicInteger();
    private final String faultScript;

    ConcurrentCommandsIT() throws IOException {
        try (var lua = Objects.requireNonNull(ConcurrentCommandsIT.class.getResourceAsStream("registry-faults.lua"))) {
            faultScript = new String(lua.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(registry.environment());
        environment.put("LOADBALANCER_SECRET", SECRET);
        environment.put("DB_DISABLED", "true");
        environment.put("PORT", "0");
        environment.put("POLL_INTERVAL", "1");
        return environment;
    }

    private List<String> faults(boolean settled) {
        return registry.redis()
                .commands()
                .eval(
                        faultScript,
                        ScriptOutputType.MULTI,
                        new String[0],
                        registry.redis().keys().prefix(),
                        settled ? "1" : "0");
    }

    @Test
    void randomCommandsLeaveNoHalfState() throws Exception {
        System.out.println("ConcurrentCommandsIT: seed " + seed);
        Settings settings = Settings.of(environment());
        try (SimulatedPool pool = SimulatedPool.start(SERVERS);
                ApiService api = ApiService.start(settings);
                ApplicationContext poller = PollerService.start(settings);
                CommandLineFixture scalelite = new CommandLineFixture(environment())) {
            PollCycle cycle = poller.getBean(PollCycle.class);
            run(pool, new FrontEnd(api.uri(), SECRET), cycle, scalelite);

            pool.servers().forEach(SimulatedBbbServer::recover);
            for (SimulatedBbbServer machine : pool.servers()) {
                scalelite.run("servers", "add", machine.apiUrl().toString(), machine.secret());
            }
            for (int i = 0; i < 3; i++) {
                poll(cycle);
            }
            System.out.printf(
                    "ConcurrentCommandsIT: %d commands, %d of them successful; %d meetings created, %d there now%n",
                    commands.get(),
                    succeeded.get(),
                    created.get(),
                    registry.meetings().all().size());
            assertThat(registry.servers().all()).hasSize(SERVERS).allMatch(Server::online);
            assertThat(faults(true)).as("seed %d", seed).isEmpty();
            assertThat(created.get()).isGreaterThan(50);
            assertThat(succeeded.get()).isGreaterThan(COMMANDS / 3);
        } finally {
            registry.close();
        }
    }

    private void run(SimulatedPool pool, FrontEnd frontEnd, PollCycle cycle, CommandLineFixture scalelite)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> others = new ArrayList<>();
            others.add(threads.submit(() -> {
                while (isNext(polls)) {
                    poll(cycle);
                }
            }));
            for (int i = 0; i < FRONT_ENDS; i++) {
                Random random = new Random(seed + 100 + i);
                others.add(threads.submit(() -> call(pool, frontEnd, random)));
            }
            List<Future<?>> operators = new ArrayList<>();
            for (int i = 0; i < OPERATORS; i++) {
                RandomCommands operator =
                        new RandomCommands(scalelite, registry.servers(), pool.servers(), new Random(seed + i));
                operators.add(threads.submit(() -> operate(operator)));
            }
            try {
                for (Future<?> operator : operators) {
                    operator.get();
                }
            } finally {
                over.set(true);
                calls.release(FRONT_ENDS);
                polls.release();
            }
            for (Future<?> other : others) {
                other.get();
            }
        }
    }

    private void operate(RandomCommands operator) {
        int number;
        while ((number = commands.incrementAndGet()) <= COMMANDS) {
            calls.release(CALLS);
            if (number % POLL_EVERY == 0) {
                polls.release();
            }
            Outcome outcome = operator.next();
            assertThat(outcome.exitCode()).as(outcome.err()).isIn(0, 1);
            assertThat(outcome.err()).doesNotContain("Exception");
            if (outcome.exitCode() == 0) {
                succeeded.incrementAndGet();
            }
            if (number % LOOK_EVERY == 0) {
                assertThat(faults(false))
                        .as("seed %d, command %d", seed, number)
                        .isEmpty();
            }
        }
        commands.decrementAndGet();
    }

    private void call(SimulatedPool pool, FrontEnd frontEnd, Random random) {
        while (isNext(calls)) {
            String room = "room-" + random.nextInt(RandomCommands.ROOMS);
            if (random.nextInt(25) == 0) {
                // A server that is just then out of order: the meeting moves, and a failure of the server is reported.
                pool.server(random.nextInt(SERVERS)).injectOnce(new Fault.Answer(503, "text/plain", ""), "create");
            }
            switch (random.nextInt(6)) {
                case 0 -> frontEnd.get("join", "meetingID", room, "fullName", "Ada", "password", "mp");
                case 1 -> frontEnd.get("end", "meetingID", room, "password", "mp");
                default -> {
                    if (frontEnd.get("create", "meetingID", room, "name", "Room", "moderatorPW", "mp")
                            .isSuccess()) {
                        created.incrementAndGet();
                    }
                }
            }
        }
    }

    /** Waits for the next turn; false once the commands are over. */
    private boolean isNext(Semaphore turns) {
        turns.acquireUninterruptibly();
        return !over.get();
    }

    private static void poll(PollCycle cycle) {
        cycle.run(EnumSet.allOf(PollCycle.Part.class));
    }
}
