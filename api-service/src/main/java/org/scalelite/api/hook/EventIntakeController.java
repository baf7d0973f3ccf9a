package org.scalelite.api.hook;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.scalelite.api.hook.EventIntake.Proof;
import org.scalelite.api.hook.HookMetrics.Received;
import org.scalelite.api.http.RequestTarget;
import org.scalelite.api.limit.FormMemory;
import org.scalelite.api.limit.WrongChecksums;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.config.Settings;
import org.scalelite.common.hook.IntakeAddress;
import org.scalelite.common.hook.ServerHooks.Kind;
import org.scalelite.common.http.AnyHost;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the events of BBB servers, under any host name: the token authenticates them before the body is read, and the
 * checksum afterwards. 200 means that the event is stored; any other status has bbb-webhooks send it again.
 */
@AnyHost
@Controller
@Requires(beans = EventIntake.class)
final class EventIntakeController {
    private static final Logger LOG = LoggerFactory.getLogger(EventIntakeController.class);
    private static final int MAX_BYTES = 1 << 18;
    private static final int MAX_SERVERS = 10_000;
    private static final Duration SERVER_TTL = Duration.ofSeconds(2);
    private static final String BEARER = "Bearer ";

    private final Optional<IntakeAddress> address;
    private final EventIntake intake;
    private final HookMetrics metrics;
    private final FormMemory forms;
    private final WrongChecksums wrong;
    private final LoadingCache<ServerId, Optional<Server>> servers;

    EventIntakeController(
            Settings settings,
            EventIntake intake,
            HookMetrics metrics,
            FormMemory forms,
            WrongChecksums wrong,
            ServerRegistry registry) {
        this.address = IntakeAddress.of(settings);
        this.intake = intake;
        this.metrics = metrics;
        this.forms = forms;
        this.wrong = wrong;
        this.servers = Caffeine.newBuilder()
                .maximumSize(MAX_SERVERS)
                .expireAfterWrite(SERVER_TTL)
                .build(registry::find);
    }

    @Post(uri = IntakeAddress.PATH + "/{server}/{token}/{kind}", consumes = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> post(HttpRequest<?> request, String server, String token, String kind) {
        Optional<Server> sender = Optional.of(server)
                .filter(id -> !id.isBlank())
                .flatMap(id -> servers.get(new ServerId(id)))
                .filter(known -> !known.secret().isBlank())
                .filter(known -> Proof.isEqual(IntakeAddress.token(known.id(), known.secret()), token));
        Optional<Kind> received = EnumText.find(Kind.class, kind);
        if (sender.isEmpty() || received.isEmpty() || address.isEmpty()) {
            return wrong.forbidden(request);
        }
        try (FormMemory.Lease memory = forms.lease()) {
            String url = address.get().url(sender.get().id(), sender.get().secret(), received.get());
            return answer((ServerHttpRequest<?>) request, memory, sender.get(), received.get(), url);
        } catch (IOException e) {
            LOG.debug("The connection of an event was closed", e);
            return HttpResponse.badRequest();
        } catch (BbbException _) {
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE);
        }
    }

    private HttpResponse<?> answer(
            ServerHttpRequest<?> request, FormMemory.Lease memory, Server server, Kind kind, String url)
            throws IOException {
        Optional<byte[]> body =
                request.getContentLength() > MAX_BYTES ? Optional.empty() : memory.read(request, MAX_BYTES);
        if (body.isEmpty()) {
            // Otherwise bbb-webhooks would give up our hook for it.
            metrics.received(Received.TOO_LARGE);
            LOG.warn("An event of server {} is larger than {} bytes and is dropped", server, MAX_BYTES);
            return HttpResponse.ok();
        }
        Proof proof = new Proof(RequestTarget.queryTextOf(request).checksums(), bearer(request));
        return switch (intake.accept(server, kind, url, proof, body.get())) {
            case ACCEPTED -> HttpResponse.ok();
            case MALFORMED -> HttpResponse.badRequest();
            case FORGED -> wrong.forbidden(request);
        };
    }

    private static Optional<String> bearer(HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()));
    }
}
