package org.scalelite.api.edge;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.scalelite.api.edge.BbbCall.Verb;
import org.scalelite.common.bbb.BbbError;
import org.scalelite.common.bbb.BbbException;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variables;
import org.scalelite.common.database.DatabaseUnavailableException;
import org.scalelite.common.redis.RedisUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * All paths that are nobody else's: the calls of the BBB API, and {@code unsupportedRequest} for the rest, whatever the
 * method (specification, sections 5.1 and 5.13).
 */
@Controller
final class BbbController {
    private static final Logger LOG = LoggerFactory.getLogger(BbbController.class);
    private static final String PAGE = "scalelite.page";
    private static final String API = "/bigbluebutton/api";
    private static final String TEXT_TRACKS = "/bigbluebutton/textTrack/";
    static final MediaType XML = new MediaType("application/xml; charset=utf-8");
    private static final MediaType JSON = new MediaType("application/json; charset=utf-8");

    private final FrontDoor door;
    private final HostCheck hosts;
    private final CallMetrics metrics;
    private final Scheduler threads;
    private final Duration stallTimeout;
    private final List<PageHandler> pages;
    private final Map<BbbCall, CallHandler> handlers = new EnumMap<>(BbbCall.class);

    @SuppressWarnings("UnnecessaryMethodReference") // An ExecutorService would be told to interrupt.
    BbbController(
            EdgeConfig config,
            Settings settings,
            FrontDoor door,
            CallMetrics metrics,
            List<CallHandler> handlers,
            List<PageHandler> pages,
            @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        // As a bare Executor: a client that goes away must not interrupt a thread that talks to PostgreSQL, because
        // that
        // breaks the connection.
        this.threads = Schedulers.fromExecutor((Executor) threads::execute);
        this.stallTimeout = settings.get(Variables.ANSWER_STALL_TIMEOUT);
        this.door = door;
        this.hosts = new HostCheck(config);
        this.metrics = metrics;
        this.pages = List.copyOf(pages);
        for (CallHandler handler : handlers) {
            for (BbbCall call : handler.calls()) {
                if (this.handlers.put(call, handler) != null) {
                    throw new IllegalStateException("two handlers for " + call);
                }
            }
        }
    }

    @Get("/{+path}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request) {
        return answer(request, Verb.GET);
    }

    @Post(value = "/{+path}", consumes = MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> post(HttpRequest<?> request) {
        return answer(request, Verb.POST);
    }

    /** Comes here for a path without a route, and for each answer of ours that says so. */
    @Error(global = true, status = HttpStatus.NOT_FOUND)
    HttpResponse<?> notFound(HttpRequest<?> request) {
        Optional<HttpResponse<?>> ours = request.getAttribute(PAGE, PageAnswer.class)
                .<HttpResponse<?>>map(PageWriter::response)
                .or(() -> AdminDoor.notFound(request));
        if (ours.isPresent()) {
            return ours.get();
        }
        // No call of the API but a file, for which browsers know no error but the status.
        return request.getPath().startsWith(TEXT_TRACKS) ? HttpResponse.notFound() : unsupported(request);
    }

    @Error(global = true, status = HttpStatus.METHOD_NOT_ALLOWED)
    HttpResponse<?> methodNotAllowed(HttpRequest<?> request) {
        return unsupported(request);
    }

    private HttpResponse<?> unsupported(HttpRequest<?> request) {
        return hosts.allows(request) ? failed(BbbError.unsupportedRequest()) : HostCheck.refusal();
    }

    private HttpResponse<?> answer(HttpRequest<?> request, Verb verb) {
        if (!hosts.allows(request)) {
            return HostCheck.refusal();
        }
        Optional<BbbCall> call = call(request.getPath(), verb);
        if (call.isPresent()) {
            return answer(call.get(), (ServerHttpRequest<?>) request);
        }
        Optional<PageAnswer> page = verb == Verb.GET ? page(request) : Optional.empty();
        page.ifPresent(answer -> request.setAttribute(PAGE, answer));
        return page.<HttpResponse<?>>map(PageWriter::response).orElseGet(() -> failed(BbbError.unsupportedRequest()));
    }

    private Optional<PageAnswer> page(HttpRequest<?> request) {
        PageRequest asked = new PageRequest(request);
        return pages.stream().flatMap(handler -> handler.answer(asked).stream()).findFirst();
    }

    private HttpResponse<?> answer(BbbCall call, ServerHttpRequest<?> request) {
        CallHandler handler = handlers.get(call);
        if (handler == null) {
            return failed(BbbError.unsupportedRequest());
        }
        long start = System.nanoTime();
        String outcome = BbbAnswer.SUCCESS;
        try {
            BbbAnswer answer = door.admit(call, request, handler::answer);
            outcome = answer.outcome();
            return response(answer);
        } catch (BbbException e) {
            outcome = e.error().key();
            return failed(e.error());
        } catch (WrongChecksums.TooManyException e) {
            outcome = "throttled";
            return e.answer();
        } catch (QueryText.MalformedException _) {
            outcome = "malformed";
            return HttpResponse.badRequest();
        } catch (RedisUnavailableException e) {
            outcome = "internalError";
            // RedisStore has said so once, and the metrics count.
            LOG.debug("{} failed: {}", call.callName(), e.getMessage());
            return failed(BbbError.storeUnavailable());
        } catch (DatabaseUnavailableException e) {
            outcome = "internalError";
            LOG.warn("{} failed: {}", call.callName(), e.getMessage());
            return failed(BbbError.storeUnavailable());
        } catch (RuntimeException e) {
            outcome = "internalError";
            LOG.error("{} failed", call.callName(), e);
            return failed(BbbError.unexpected());
        } finally {
            metrics.answered(call, outcome, System.nanoTime() - start);
        }
    }

    private static Optional<BbbCall> call(String path, Verb verb) {
        if (path.equals(API)) {
            return BbbCall.named("", verb);
        }
        return path.startsWith(API + "/") ? BbbCall.named(path.substring(API.length() + 1), verb) : Optional.empty();
    }

    /**
     * Each piece is asked for when the one before it was taken, on a thread that may wait. A client that takes nothing for too
     * long is cut off.
     */
    private Flux<byte[]> publish(BbbAnswer.Chunks pieces) {
        return Flux.<byte[]>fromIterable(() -> pieces)
                .subscribeOn(threads, false)
                .timeout(stallTimeout)
                .doOnError(failure -> LOG.warn("An answer was cut off: {}", failure.getMessage()))
                .doFinally(_ -> pieces.close());
    }

    private HttpResponse<?> response(BbbAnswer answer) {
        return switch (answer) {
            case BbbAnswer.Document(byte[] xml, String _) -> xml(xml);
            case BbbAnswer.Json(byte[] json, String _) ->
                HttpResponse.ok(json).contentType(JSON).header(HttpHeaders.CACHE_CONTROL, "no-cache");
            case BbbAnswer.Pieces(BbbAnswer.Chunks pieces) -> xml(publish(pieces));
            case BbbAnswer.Redirect(URI location) ->
                HttpResponse.status(HttpStatus.FOUND)
                        .header(HttpHeaders.LOCATION, location.toString())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        };
    }

    private static HttpResponse<?> failed(BbbError error) {
        return xml(BbbXml.failed(error));
    }

    private static <T> MutableHttpResponse<T> xml(T body) {
        return HttpResponse.ok(body).contentType(XML).header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }
}
