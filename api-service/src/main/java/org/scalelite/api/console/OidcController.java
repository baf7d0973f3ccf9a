package org.scalelite.api.console;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.scalelite.api.console.oidc.OidcConfig;
import org.scalelite.api.console.oidc.OidcException;
import org.scalelite.api.console.oidc.OidcFlow;
import org.scalelite.api.console.oidc.OidcLogin;
import org.scalelite.api.console.oidc.OidcUser;
import org.scalelite.api.http.FileRequest;
import org.scalelite.api.http.RequestTarget;
import org.scalelite.api.http.Routes.WebConsole;
import org.scalelite.api.limit.WrongAttempts;
import org.scalelite.api.limit.WrongAttempts.Credential;

/** Login at an OpenID provider (docs/adr/0053-openid-connect.md). It ends in the same session as a login by token. */
@WebConsole
@Controller(OidcController.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = ConsoleConfig.ENABLED, value = "true")
@Requires(property = OidcConfig.ENABLED, value = "true")
record OidcController(OidcLogin login, ConsoleSessions sessions, WrongAttempts attempts) {
    static final String PATH = ConsoleConfig.PATH + "/oidc";
    static final String CALLBACK = PATH + "/callback";

    private static final String COOKIE = "scalelite_console_oidc";

    @Get
    HttpResponse<?> begin(HttpRequest<?> request) {
        FileRequest page = new FileRequest(request);
        String next = LoginController.next(page.parameter("next").orElse(""));
        if (sessions.find(page.cookies(ConsoleSessions.cookieName())).isPresent()) {
            return LoginController.redirect(next);
        }
        OidcLogin.Begun begun = login.begin(next, callback(page), Instant.now());
        return LoginController.redirect(begun.address().toString())
                .header(HttpHeaders.SET_COOKIE, cookie(begun.cookie(), OidcFlow.LIFETIME.toSeconds(), page.isSecure()));
    }

    /** The provider has sent the browser back. */
    @Get("/callback")
    HttpResponse<?> finish(HttpRequest<?> request) {
        FileRequest page = new FileRequest(request);
        Map<String, String> answer = RequestTarget.queryTextOf(request).parameters();
        OidcFlow flow = login.flow(page.cookies(COOKIE), answer);
        String code = answer.getOrDefault("code", "");
        OidcUser user = attempts.check(
                        Credential.OIDC_CODE, request, () -> login.finish(flow, code, callback(page), Instant.now()))
                .orElseThrow(() -> new ConsoleException(
                        HttpStatus.UNAUTHORIZED, "The OpenID provider does not know this login: log in again."));
        // The strict cookie is not sent with a request that another site has redirected.
        return LoginController.load(flow.next())
                .header(HttpHeaders.SET_COOKIE, sessions.cookie(user, page.isSecure(), Instant.now()))
                .header(HttpHeaders.SET_COOKIE, cookie("", 0, page.isSecure()));
    }

    private static URI callback(FileRequest page) {
        return URI.create(page.origin() + CALLBACK);
    }

    /** Unlike that of a session it comes with the redirect from the provider. */
    private static String cookie(String value, long seconds, boolean secure) {
        return COOKIE + "=" + value + "; Path=" + PATH + "; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    static HttpStatus statusOf(OidcException failure) {
        return switch (failure.reason()) {
            case UNKNOWN_LOGIN -> HttpStatus.BAD_REQUEST;
            case REFUSED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
