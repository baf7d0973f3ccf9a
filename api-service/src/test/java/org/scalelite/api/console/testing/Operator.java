package org.scalelite.api.console.testing;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scalelite.api.testing.Browser;
import org.scalelite.api.testing.Browser.Reply;
import org.scalelite.common.config.AdminToken;

/** An operator at the console, without a browser. */
public record Operator(Browser browser, String csrf) {
    /** A token of scope read. */
    public static final String READ = "read-token-0123456789abcdefghijklmnopqrstuvw";

    /** A token of scope write. */
    public static final String WRITE = "write-token-0123456789abcdefghijklmnopqrstuv";

    /** The value of ADMIN_API_TOKENS with both tokens. */
    public static final String TOKENS =
            AdminToken.of("nora", AdminToken.Scope.READ, READ).entry() + ","
                    + AdminToken.of("ada", AdminToken.Scope.WRITE, WRITE).entry();

    private static final String PATH = "/scalelite/console";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]+)\"");

    public static Operator at(URI api) {
        return new Operator(Browser.at(api.getPort()), "");
    }

    /** The same one, logged in with a token. */
    public Operator login(String token) {
        Reply reply = post("/login", Map.of("token", token));
        if (reply.status() != 303) {
            throw new AssertionError("login answers " + reply.status() + ": " + reply.text());
        }
        return withCookie(reply.cookie());
    }

    public Operator withCookie(String cookie) {
        Operator known = new Operator(browser.with("Cookie", cookie), "");
        Matcher form = CSRF.matcher(known.get("/tenants").text());
        return new Operator(known.browser, form.find() ? form.group(1) : "");
    }

    public Operator withCsrf(String other) {
        return new Operator(browser, other);
    }

    public Operator with(String header, String value) {
        return new Operator(browser.with(header, value), csrf);
    }

    public Reply get(String page) {
        return browser.get(PATH + page);
    }

    public Reply get(String page, Map<String, String> parameters) {
        return get(page + "?" + encoded(parameters));
    }

    public Reply post(String page, Map<String, String> fields) {
        String form = encoded(fields) + "&csrf=" + csrf;
        return browser.with("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", PATH + page, form.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
