package org.scalelite.api.console.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.scalelite.api.http.QueryText;
import org.scalelite.api.testing.Browser;

/** A small OpenID provider on 127.0.0.1 with one user, who is logged in there. */
public final class OpenIdProvider implements AutoCloseable {
    public static final String CLIENT = "scalelite console";
    public static final String SECRET = "secret of the client, & long enough for HMAC";

    private static final String DISCOVERY = "/realms/school/.well-known/openid-configuration";
    private static final int HUGE = 1 << 20;

    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger keyNumber = new AtomicInteger();
    private final HttpServer server;
    private volatile Fault fault = Fault.NONE;
    private final RSAKey unpublished = newKey();
    private volatile RSAKey key = newKey();
    private volatile Map<String, Object> user = Map.of();

    /** What is wrong with it. */
    public enum Fault {
        NONE,
        DISCOVERY_HANGS,
        DISCOVERY_IS_HUGE,
        DISCOVERY_IS_HTML,
        DISCOVERY_REDIRECTS,
        DISCOVERY_OF_ANOTHER_ISSUER,
        TOKEN_HANGS,
        TOKEN_IS_HUGE,
        TOKEN_ERROR,
        TOKEN_CLIENT_UNKNOWN,
        TOKEN_MISSING,
        KEYS_HANG,
        KEYS_ARE_HUGE,
        KEYS_ARE_HTML,
        ID_WRONG_NONCE,
        ID_WRONG_AUDIENCE,
        ID_OF_ANOTHER_ISSUER,
        ID_EXPIRED,
        ID_UNSIGNED,
        ID_HMAC_WITH_SECRET,
        ID_HMAC_WITH_PUBLIC_KEY,
        ID_UNKNOWN_KEY,
        ID_KNOWN_KEY_ID_OF_ANOTHER_KEY,
        ID_IS_GARBAGE
    }

    public OpenIdProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID("key-" + keyNumber.incrementAndGet())
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public void inject(Fault wrong) {
        fault = wrong;
    }

    /** Signs with another key from now on, and publishes that alone. */
    public void rotateKey() {
        key = newKey();
    }

    /** The claims of the user. */
    public void login(Map<String, Object> claims) {
        user = Map.copyOf(claims);
    }

    /** The claims of a user with these groups. */
    public void login(String name, String... groups) {
        login(Map.of("preferred_username", name, "groups", List.of(groups)));
    }

    public URI issuer() {
        return URI.create(address("/realms/school"));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** To a browser another site than an API at 127.0.0.1. */
    private String page(String path) {
        return address(path).replace("127.0.0.1", "localhost");
    }

    /** How often a path was asked for. */
    public long asked(String path) {
        return paths.stream().filter(path::equals).count();
    }

    /** How often any was. */
    public int asked() {
        return paths.size();
    }

    /** Where the provider redirects a browser that comes to this address. */
    public URI redirect(URI authorization) {
        return URI.create(Browser.at(server.getAddress().getPort())
                .get(authorization.getRawPath() + "?" + authorization.getRawQuery())
                .header("Location")
                .orElseThrow());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getRawQuery());
            paths.add(path);
            switch (path) {
                case DISCOVERY -> discovery(exchange);
                case "/authorize" -> authorize(exchange);
                case "/logout" -> redirect(exchange, parameters(query).getOrDefault("post_logout_redirect_uri", ""));
                case "/token" -> token(exchange);
                case "/keys" -> keys(exchange);
                default -> answer(exchange, 404, "");
            }
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void discovery(HttpExchange exchange) throws IOException {
        String issuer = fault == Fault.DISCOVERY_OF_ANOTHER_ISSUER ? "https://evil.example.org" : issuer().toString();
        switch (fault) {
            case DISCOVERY_HANGS -> awaitEnd();
            case DISCOVERY_IS_HUGE -> answer(exchange, 200, " ".repeat(HUGE));
            case DISCOVERY_IS_HTML -> answer(exchange, 200, "<html>Welcome</html>");
            case DISCOVERY_REDIRECTS -> redirect(exchange, address("/elsewhere"));
            default ->
                answer(
                        exchange,
                        200,
                        JSONObjectUtils.toJSONString(Map.of(
                                "issuer", issuer,
                                "authorization_endpoint", page("/authorize?kc_theme=dark"),
                                "token_endpoint", address("/token"),
                                "jwks_uri", address("/keys"),
                                "end_session_endpoint", page("/logout"))));
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
        String code = "code-" + codes.size() + "-" + System.nanoTime();
        codes.put(code, query);
        redirect(exchange, query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
    }

    private void token(HttpExchange exchange) throws IOException, JOSEException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> login = codes.remove(form.getOrDefault("code", ""));
        String basic = "scalelite+console:secret+of+the+client%2C+%26+long+enough+for+HMAC";
        boolean knowsClient = ("Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean knowsCode = login != null
                && "authorization_code".equals(form.get("grant_type"))
                && CLIENT.equals(login.get("client_id"))
                && form.getOrDefault("redirect_uri", "").equals(login.get("redirect_uri"))
                && "S256".equals(login.get("code_challenge_method"))
                && challenge(form.getOrDefault("code_verifier", "")).equals(login.get("code_challenge"));
        switch (fault) {
            case TOKEN_HANGS -> awaitEnd();
            case TOKEN_IS_HUGE -> answer(exchange, 200, " ".repeat(HUGE));
            case TOKEN_ERROR -> answer(exchange, 500, "<html>failed</html>");
            case TOKEN_CLIENT_UNKNOWN -> answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            case TOKEN_MISSING -> answer(exchange, 200, "{\"access_token\":\"opaque\"}");
            default -> {
                if (knowsClient && login != null && knowsCode) {
                    String token = idToken(login.getOrDefault("nonce", ""));
                    answer(
                            exchange,
                            200,
                            JSONObjectUtils.toJSONString(
                                    Map.of("access_token", "opaque", "token_type", "Bearer", "id_token", token)));
                } else {
                    answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
                }
            }
        }
    }

    private String idToken(String nonce) throws JOSEException {
        Instant now = Instant.now();
        Instant expiry = now.plus(fault == Fault.ID_EXPIRED ? Duration.ofMinutes(-2) : Duration.ofMinutes(5));
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(fault == Fault.ID_OF_ANOTHER_ISSUER ? "https://evil.example.org" : issuer().toString())
                .subject("4711")
                .audience(fault == Fault.ID_WRONG_AUDIENCE ? "another client" : CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiry))
                .claim("nonce", fault == Fault.ID_WRONG_NONCE ? "another nonce" : nonce);
        user.forEach(claims::claim);
        return switch (fault) {
            case ID_UNSIGNED -> new PlainJWT(claims.build()).serialize();
            case ID_HMAC_WITH_SECRET -> signed(claims, JWSAlgorithm.HS256, key.getKeyID(), new MACSigner(SECRET));
            case ID_HMAC_WITH_PUBLIC_KEY ->
                signed(
                        claims,
                        JWSAlgorithm.HS256,
                        key.getKeyID(),
                        new MACSigner(key.toRSAPublicKey().getEncoded()));
            case ID_UNKNOWN_KEY -> signed(claims, JWSAlgorithm.RS256, "unknown", new RSASSASigner(unpublished));
            case ID_KNOWN_KEY_ID_OF_ANOTHER_KEY ->
                signed(claims, JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(unpublished));
            case ID_IS_GARBAGE -> "a.b.c";
            default -> signed(claims, JWSAlgorithm.RS256, key.getKeyID(), new RSASSASigner(key));
        };
    }

    private static String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, String id, JWSSigner signer)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(id).build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private void keys(HttpExchange exchange) throws IOException {
        switch (fault) {
            case KEYS_HANG -> awaitEnd();
            case KEYS_ARE_HUGE -> answer(exchange, 200, " ".repeat(HUGE));
            case KEYS_ARE_HTML -> answer(exchange, 200, "<html>Welcome</html>");
            default -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        return new HashMap<>(new QueryText(query).parameters());
    }

    private static void redirect(HttpExchange exchange, String address) throws IOException {
        exchange.getResponseHeaders().set("Location", address);
        answer(exchange, 302, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
