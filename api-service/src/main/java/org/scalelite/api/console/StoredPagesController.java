package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalelite.api.console.page.CallbacksPage;
import org.scalelite.api.console.page.Done;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.ImportsPage;
import org.scalelite.api.console.page.Link;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.operator.CallbackActions;
import org.scalelite.api.operator.ImportActions;
import org.scalelite.common.admin.Actor;
import org.scalelite.common.callback.OutboundCallback;
import org.scalelite.common.config.EnumText;
import org.scalelite.common.importjob.ImportJob;
import org.scalelite.common.importjob.ImportJobListRepository;
import org.scalelite.common.importjob.ImportJobListRepository.RetryOutcome;

/** What waits in PostgreSQL: archives that are not imported, and callbacks that are not delivered. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record StoredPagesController(
        Optional<ImportActions> imports, Optional<CallbackActions> callbacks, Templates templates) {
    private static final int SHOWN = 200;

    @Get("/recordings")
    HttpResponse<?> recordings(ConsoleRequest request) {
        String state = request.parameter("state").orElse("");
        ImportJobListRepository.Found found =
                storedImports().jobs().list(states(state, ImportJob.State.class, Set.of()), SHOWN, 0);
        return templates.page(
                "recordings",
                new ImportsPage(
                        request.frame("Recordings", Frame.Section.RECORDINGS),
                        state,
                        found.jobs().stream().map(ImportsPage.Row::of).toList(),
                        found.total()));
    }

    @Post(value = "/recordings", consumes = MediaType.ALL)
    HttpResponse<?> retryImport(ConsoleRequest request) {
        return switch (storedImports().retry(request.session().actor(), request.field("archive"))) {
            case RetryOutcome.Requested _ -> done("/recordings", Done.IMPORT_RETRIED);
            case RetryOutcome.NotRetryable(ImportJob.State state) ->
                throw new ConsoleException(
                        HttpStatus.CONFLICT, "The archive is %s: it needs no retry.".formatted(state.text()));
            case RetryOutcome.NotFound _ ->
                throw ConsoleException.notFound("The archive was not found. It may be imported by now.");
        };
    }

    @Get("/callbacks")
    HttpResponse<?> callbacks(ConsoleRequest request) {
        String state = request.parameter("state").orElse("");
        List<OutboundCallback> found = storedCallbacks()
                .outbox()
                .list(states(state, OutboundCallback.State.class, Set.of(OutboundCallback.State.DELIVERED)), SHOWN);
        return templates.page(
                "callbacks",
                new CallbacksPage(
                        request.frame("Callbacks", Frame.Section.CALLBACKS),
                        state,
                        found.stream().map(CallbacksPage.Row::of).toList()));
    }

    /** Retries one callback, or all to one destination. */
    @Post(value = "/callbacks", consumes = MediaType.ALL)
    HttpResponse<?> retryCallback(ConsoleRequest request) {
        Actor actor = request.session().actor();
        String destination = request.form().getOrDefault("destination", "");
        boolean found = destination.isEmpty()
                ? storedCallbacks().retry(actor, number(request.field("id")))
                : storedCallbacks().retryAll(actor, destination) > 0;
        if (!found) {
            throw ConsoleException.notFound("A callback that can be tried again was not found.");
        }
        return done("/callbacks", Done.CALLBACK_RETRIED);
    }

    private static HttpResponse<?> done(String page, Done done) {
        return HttpResponse.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, Link.to(page, Map.of("done", done.text())));
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException _) {
            throw ConsoleException.badRequest("The id is no number.");
        }
    }

    /** The state of this name; else all but some. */
    private static <E extends Enum<E> & EnumText> Set<E> states(String name, Class<E> type, Set<E> hidden) {
        EnumSet<E> all = EnumSet.allOf(type);
        all.removeAll(hidden);
        return EnumText.find(type, name).<Set<E>>map(EnumSet::of).orElse(all);
    }

    private ImportActions storedImports() {
        return imports.orElseThrow(() -> ConsoleException.withoutDatabase("Recordings are"));
    }

    private CallbackActions storedCallbacks() {
        return callbacks.orElseThrow(() -> ConsoleException.withoutDatabase("Callbacks are"));
    }
}
