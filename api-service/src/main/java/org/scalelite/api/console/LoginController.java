package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.scalelite.api.admin.AdminConfig;
import org.scalelite.api.console.oidc.OidcLogin;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.api.console.page.LoginPage;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.limit.UnauthenticatedBodies;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.api.limit.WrongAttempts.Credential;
import org.scalelite.common.config.AdminToken;

/** Login by a token of the admin API, and logout. Wrong tokens count as those of the admin API do. */
@WebConsole
@Controller(ConsoleConfig.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
record LoginController(
        ConsoleSessions sessions,
        AdminConfig admin,
        WrongAttempts attempts,
        UnauthenticatedBodies bodies,
        Templates templates,
        Optional<OidcLogin> oidc) {
    static final String PATH = ConsoleConfig.PATH + "/login";
    static final String LOGOUT = ConsoleConfig.PATH + "/logout";

    /** The only addresses that a login leads to. */
    private static final Pattern NEXT =
            Pattern.compile(Pattern.quote(ConsoleConfig.PATH) + "(/[a-z]+)?(\\?[!-~]{0,2000})?");

    /** The address of the form that leads to a page. */
    static String link(String path, String query) {
        String page = path + (query.isEmpty() ? "" : "?" + query);
        return Link.to("/login", Map.of("next", NEXT.matcher(page).matches() ? page : path));
    }

    @Get("/login")
    HttpResponse<?> form(HttpRequest<?> request) {
        FileRequest page = new FileRequest(request);
        String next = page.parameter("next").orElse("");
        boolean isLoggedIn =
                sessions.find(page.cookies(ConsoleSessions.cookieName())).isPresent();
        return isLoggedIn ? redirect(next(next)) : page(HttpStatus.OK, next, "");
    }

    @Post(value = "/login", consumes = MediaType.ALL)
    HttpResponse<?> login(HttpRequest<?> request) {
        Map<String, String> form;
        try (UnauthenticatedBodies.Place _ = bodies.enter(request)) {
            form = FormFields.of((ServerHttpRequest<?>) request);
        }
        Optional<AdminToken> token = admin.find(form.getOrDefault("token", "").strip());
        String next = form.getOrDefault("next", "");
        return token.<HttpResponse<?>>map(known -> redirect(next(next))
                        .header(HttpHeaders.SET_COOKIE, sessions.cookie(known, isSecure(request), Instant.now())))
                .orElseGet(() -> wrong(request, next));
    }

    private HttpResponse<?> wrong(HttpRequest<?> request, String next) {
        Optional<Duration> pause = attempts.count(Credential.ADMIN_TOKEN, request);
        return pause.<HttpResponse<?>>map(wait -> page(
                                HttpStatus.TOO_MANY_REQUESTS,
                                next,
                                "Too many wrong tokens came from your address. Try again in a minute.")
                        .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1)))
                .orElseGet(() -> page(HttpStatus.UNAUTHORIZED, next, "This token is not valid."));
    }

    @Post(value = "/logout", consumes = MediaType.ALL)
    HttpResponse<?> logout(HttpRequest<?> request) {
        URI after = URI.create(new FileRequest(request).origin() + PATH);
        // The content security policy would refuse a redirect of a form to another site.
        return Optional.of(ConsoleRequest.of(request).session())
                .filter(session -> session.login() == ConsoleSession.Login.OIDC)
                .flatMap(_ -> oidc.flatMap(login -> login.endSession(after)))
                .map(address -> load(address.toString()))
                .orElseGet(() -> redirect(PATH))
                .header(HttpHeaders.SET_COOKIE, ConsoleSessions.noCookie(isSecure(request)));
    }

    /** An answer after which the browser loads a page as if this console linked to it. */
    static MutableHttpResponse<Object> load(String address) {
        return HttpResponse.<Object>ok().contentType(MediaType.TEXT_HTML_TYPE).header("Refresh", "0;url=" + address);
    }

    private MutableHttpResponse<?> page(HttpStatus status, String next, String problem) {
        Frame frame = Frame.anonymous("Log in");
        return templates.page(
                status,
                "login",
                new LoginPage(frame, next(next), problem, !admin.tokens().isEmpty(), oidc.isPresent()));
    }

    static MutableHttpResponse<Object> redirect(String address) {
        return HttpResponse.<Object>status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, address);
    }

    /** The address to show after the login: that which was sent, or the first page. */
    static String next(String sent) {
        return NEXT.matcher(sent).matches() ? sent : ConsoleConfig.PATH;
    }

    private static boolean isSecure(HttpRequest<?> request) {
        return new FileRequest(request).isSecure();
    }
}
