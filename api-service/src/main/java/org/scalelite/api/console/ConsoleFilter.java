package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scalelite.api.console.page.ErrorPage;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.http.RequestTarget;
import org.scalelite.api.http.Routes;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.limit.WrongAttempts;

/**
 * Authenticates requests of the console by their session, and those that change anything by their form; only then are bodies
 * read. Sets the headers of all pages, and makes pages of errors.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record ConsoleFilter(ConsoleSessions sessions, Templates templates) implements ConditionalFilter {
    private static final Set<String> LOGINS =
            Set.of(LoginController.PATH, OidcController.PATH, OidcController.CALLBACK);
    private static final Map<String, String> HEADERS = Map.of(
            HttpHeaders.CACHE_CONTROL,
            "no-store",
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
            "Referrer-Policy",
            "same-origin",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY");

    @Override
    public boolean isEnabled(HttpRequest<?> request) {
        return Routes.has(WebConsole.class, request);
    }

    /**
     * Authenticates a request.
     *
     * @return the answer to one that is refused; null: the request goes on
     */
    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> authenticate(HttpRequest<?> request) {
        try {
            return refusal(request).map(ConsoleFilter::withHeaders).orElse(null);
        } catch (ConsoleException refused) {
            return withHeaders(error(request, refused.status(), refused));
        } catch (QueryText.MalformedException malformed) {
            return withHeaders(error(request, HttpStatus.BAD_REQUEST, malformed));
        }
    }

    private Optional<MutableHttpResponse<?>> refusal(HttpRequest<?> request) {
        boolean changes = request.getMethod() == HttpMethod.POST;
        if (changes && isOfOtherSite(request)) {
            throw new ConsoleException(HttpStatus.FORBIDDEN, "The form is not of this console.");
        }
        if (LOGINS.contains(request.getPath())) {
            return Optional.empty();
        }
        FileRequest page = new FileRequest(request);
        Optional<ConsoleSession> session = sessions.find(page.cookies(ConsoleSessions.cookieName()));
        if (session.isEmpty()) {
            return Optional.of(withoutSession(request, page));
        }
        Map<String, String> form = changes ? form((ServerHttpRequest<?>) request, session.get()) : Map.of();
        new ConsoleRequest(session.get(), RequestTarget.queryTextOf(request).parameters(), form).attachTo(request);
        return Optional.empty();
    }

    private static MutableHttpResponse<?> withoutSession(HttpRequest<?> request, FileRequest page) {
        if (request.getMethod() != HttpMethod.GET || !acceptsPages(request)) {
            throw new ConsoleException(HttpStatus.UNAUTHORIZED, "You are not logged in, or not any more.");
        }
        String login = LoginController.link(request.getPath(), page.query());
        // A link of another site comes without the strict cookie, even through a redirect. What this page loads has it.
        return isOfOtherSite(request) ? LoginController.load(login) : LoginController.redirect(login);
    }

    /** A stream of events cannot follow a redirect to a page. */
    private static boolean acceptsPages(HttpRequest<?> request) {
        return !request.getHeaders().getAll(HttpHeaders.ACCEPT).contains("text/event-stream");
    }

    private static Map<String, String> form(ServerHttpRequest<?> request, ConsoleSession session) {
        Map<String, String> form = FormFields.of(request);
        if (!session.isCsrf(form.getOrDefault("csrf", ""))) {
            throw new ConsoleException(HttpStatus.FORBIDDEN, "The form is of an older session: load the page again.");
        }
        if (!session.mayWrite() && !request.getPath().equals(LoginController.LOGOUT)) {
            throw new ConsoleException(HttpStatus.FORBIDDEN, session.readsOnly());
        }
        return form;
    }

    /** Browsers send the header; a form of another site could log an operator in under another name. */
    private static boolean isOfOtherSite(HttpRequest<?> request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    /** Sets the headers; an error becomes a page. */
    @ResponseFilter
    HttpResponse<?> finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
        return withHeaders(RouteAttributes.getException(response)
                .<MutableHttpResponse<?>>map(
                        failure -> error(request, ErrorText.statusOf(failure).orElse(response.status()), failure))
                .orElse(response));
    }

    private static MutableHttpResponse<?> withHeaders(MutableHttpResponse<?> response) {
        HEADERS.forEach(response::header);
        return response;
    }

    private MutableHttpResponse<?> error(HttpRequest<?> request, HttpStatus status, Throwable failure) {
        Frame frame = ConsoleRequest.find(request)
                .map(known -> known.frame("Error", Optional.empty()))
                .orElseGet(() -> Frame.anonymous("Error"));
        MutableHttpResponse<?> page =
                templates.page(status, "error", new ErrorPage(frame, status.getCode(), ErrorText.of(failure)));
        if (failure instanceof WrongAttempts.TooManyException tooMany) {
            page.header(HttpHeaders.RETRY_AFTER, tooMany.retryAfter());
        }
        return page;
    }
}
