package org.scalelite.poller.hook;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scalelite.common.bbb.BbbClient;
import org.scalelite.common.bbb.BbbEndpoint;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.bbb.CallParameters;
import org.scalelite.common.config.Settings;
import org.scalelite.common.hook.IntakeAddress;
import org.scalelite.common.hook.ServerHooks;
import org.scalelite.common.hook.ServerHooks.Check;
import org.scalelite.common.hook.ServerHooks.Checks;
import org.scalelite.common.hook.ServerHooks.Kind;
import org.scalelite.common.hook.ServerHooks.Registration;
import org.scalelite.common.hook.ServerHooks.State;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.task.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each BBB server report its events to us while a front-end wants them. bbb-webhooks answers to a repeated create with
 * the hook that it has, so a check is one call, after which also a restarted server has our hook.
 */
@Singleton
public final class HookRegistration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookRegistration.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration CHECK_EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 100;

    private final ServerHooks hooks;
    private final ServerRegistry servers;
    private final BbbClient bbb;
    private final Optional<IntakeAddress> address;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("hooks-", 0).factory());
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Worker worker = Worker.every(BEAT, "hook-registration", this::checkDue);

    HookRegistration(ServerHooks hooks, ServerRegistry servers, BbbClient bbb, Settings settings) {
        this.hooks = hooks;
        this.servers = servers;
        this.bbb = bbb;
        this.address = IntakeAddress.of(settings);
    }

    /** Works in the background until it is closed. */
    public void start() {
        worker.start();
    }

    private void checkDue() {
        Checks checks = hooks.claim(CHECK_EVERY, AT_ONCE);
        if (!checks.wanted().isEmpty() && address.isEmpty() && !warned.getAndSet(true)) {
            LOG.warn("Front-ends have hooks, but BBB servers cannot report events: set URL_HOST or BBB_CALLBACK_BASE");
        }
        for (Check check : checks.due()) {
            threads.execute(() -> {
                try {
                    check(check, address.isEmpty() ? Set.of() : checks.wanted());
                } catch (RuntimeException e) {
                    LOG.warn("The hooks at server {} cannot be checked: {}", check.server(), e.getMessage());
                }
            });
        }
    }

    private void check(Check check, Set<Kind> wanted) {
        if (check.removed().isPresent()) {
            destroyAll(check, check.removed().get());
            return;
        }
        Optional<Server> server = servers.find(check.server())
                .filter(Server::online)
                .filter(found -> !found.secret().isBlank());
        if (server.isEmpty()) {
            return;
        }
        Optional<Registration> before = check.registration();
        Registration after = registered(server.get(), wanted, before);
        if (!before.map(Registration::state).equals(Optional.of(after.state()))) {
            log(server.get(), after.state(), wanted);
        }
        boolean none = after.ids().isEmpty() && wanted.isEmpty();
        hooks.record(check.server(), none ? Optional.empty() : Optional.of(after));
    }

    private static void log(Server server, State state, Set<Kind> wanted) {
        switch (state) {
            case REGISTERED -> LOG.info("Server {} reports its events: {} hooks", server, wanted.size());
            case MISSING -> LOG.warn("Server {} has no bbb-webhooks: front-ends get no events of its meetings", server);
            case FAILED -> LOG.warn("Server {} does not take our hook; it is tried again every minute", server);
        }
    }

    private Registration registered(Server server, Set<Kind> wanted, Optional<Registration> before) {
        Map<Kind, String> ids = new EnumMap<>(Kind.class);
        State state = State.REGISTERED;
        for (Kind kind : Kind.values()) {
            Optional<String> known = before.map(Registration::ids).map(all -> all.get(kind));
            if (wanted.contains(kind)) {
                switch (create(server, kind)) {
                    case Answer.Taken(String id) -> ids.put(kind, id);
                    case Answer.Refused(State refused) -> {
                        state = refused;
                        known.ifPresent(id -> ids.put(kind, id));
                    }
                }
            } else if (known.isPresent() && !destroy(server.endpoint(), known.get())) {
                ids.put(kind, known.get());
            }
        }
        return new Registration(state, ids);
    }

    /** What a server answered to a create. */
    private sealed interface Answer {
        /** It has the hook. */
        record Taken(String id) implements Answer {}

        /** It does not. */
        record Refused(State state) implements Answer {}
    }

    private Answer create(Server server, Kind kind) {
        String url = address.orElseThrow().url(server.id(), server.secret(), kind);
        CallParameters parameters = CallParameters.of("callbackURL", url);
        BbbReply reply = bbb.call(
                server.endpoint(), "hooks/create", kind == Kind.RAW ? parameters.with("getRaw", "true") : parameters);
        return switch (reply) {
            case BbbReply.Success(byte[] xml) ->
                BbbXml.textAt(xml, "/response/hookID")
                        .filter(id -> id.matches("[\\w-]+"))
                        .<Answer>map(Answer.Taken::new)
                        .orElseGet(() -> new Answer.Refused(State.FAILED));
            // What answers in the place of bbb-webhooks: BBB, its framework, or nginx without a service behind it.
            case BbbReply.Failed failed ->
                new Answer.Refused(failed.error().key().equals("unsupportedRequest") ? State.MISSING : State.FAILED);
            case BbbReply.Unreadable _ -> new Answer.Refused(State.MISSING);
            case BbbReply.ServerError error -> new Answer.Refused(error.isRefused() ? State.MISSING : State.FAILED);
            case BbbReply.Unreachable _ -> new Answer.Refused(State.FAILED);
        };
    }

    private void destroyAll(Check check, BbbEndpoint endpoint) {
        List<String> ids = check.registration().stream()
                .flatMap(registration -> registration.ids().values().stream())
                .toList();
        boolean destroyed = ids.stream().allMatch(id -> destroy(endpoint, id));
        LOG.info(
                "Our hooks at the removed server {} {}",
                check.server(),
                destroyed ? "are destroyed" : "were not destroyed: it will give them up, as its events are refused");
        hooks.record(check.server(), Optional.empty());
    }

    /** Whether the server does not have this hook any more. */
    private boolean destroy(BbbEndpoint endpoint, String id) {
        return switch (bbb.call(endpoint, "hooks/destroy", CallParameters.of("hookID", id))) {
            case BbbReply.Success _, BbbReply.Failed _, BbbReply.Unreadable _ -> true;
            case BbbReply.ServerError _, BbbReply.Unreachable _ -> false;
        };
    }

    /** Each call in flight has a deadline. */
    @Override
    @PreDestroy
    public void close() {
        worker.close();
        threads.shutdownNow();
    }
}
