package org.scalelite.api.upload;

import com.auth0.jwt.JWT;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.interfaces.DecodedJWT;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.recording.SafeSegment;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.token.SignedToken;
import org.scalelite.common.token.SignedToken.Hash;

/** Tokens with which a BBB server of the pool announces one archive, signed with its secret. */
@Singleton
record UploadTokens(ServerRegistry servers) {
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(15);
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9_=-]+(?:\\.[A-Za-z0-9_=-]*){2})");

    /**
     * The content of a token; empty if no registered server has signed it.
     *
     * @param authorization the Authorization header
     */
    Optional<Announcement> announcement(Optional<String> authorization) {
        return authorization
                .map(String::strip)
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .flatMap(this::verified);
    }

    private Optional<Announcement> verified(String token) {
        return issuerFirst(token).stream()
                .filter(server -> !server.secret().isBlank())
                .flatMap(server -> SignedToken.verify(token, Hash.HS256, server.secret()).stream()
                        .map(claims -> new Announcement(server.id(), claims)))
                .findFirst();
    }

    /** All servers, with the issuer first. The issuer is not trusted, and a server may use another name for itself. */
    private List<Server> issuerFirst(String token) {
        Optional<String> decoded = issuer(token);
        if (decoded.isEmpty()) {
            return List.of();
        }
        String issuer = decoded.get();
        return servers.all().stream()
                .sorted(Comparator.comparing(
                        server -> !issuer.equalsIgnoreCase(server.url().getHost())))
                .toList();
    }

    /** Blank if the token has none; empty if it is not a JWT. */
    private static Optional<String> issuer(String token) {
        try {
            return Optional.of(
                    Optional.ofNullable(JWT.decode(token).getIssuer()).orElse(""));
        } catch (JWTDecodeException _) {
            return Optional.empty();
        }
    }

    /** The verified token of a server. */
    record Announcement(ServerId sender, DecodedJWT claims) {
        /**
         * The announced archive.
         *
         * @throws UploadException if the token is for another recording
         */
        Archive archive(SafeSegment recordId) {
            if (!recordId.value().equals(claims.getSubject())) {
                throw new UploadException(UploadError.claims("is for another recording (sub)"));
            }
            Instant issued = claims.getIssuedAtAsInstant();
            Instant expires = claims.getExpiresAtAsInstant();
            if (issued == null
                    || expires == null
                    || Duration.between(issued, expires).compareTo(MAX_LIFETIME) > 0) {
                throw new UploadException(UploadError.claims(
                        "needs iat and exp, at most %d minutes apart".formatted(MAX_LIFETIME.toMinutes())));
            }
            String sha256 = claims.getClaim("sha256").asString();
            Long size = claims.getClaim("size").asLong();
            try {
                return new Archive(sender, recordId, sha256 == null ? "" : sha256, size == null ? 0 : size);
            } catch (IllegalArgumentException _) {
                throw new UploadException(UploadError.claims(
                        "needs sha256 (64 lower-case hexadecimal digits) and size (bytes, above 0)"));
            }
        }
    }
}
