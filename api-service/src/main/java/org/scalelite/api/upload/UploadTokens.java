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

/** Tokens by which a BBB server of the pool announces one archive; its secret is the key. */
@Singleton
final class UploadTokens {
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(15);
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9_=-]+(?:\\.[A-Za-z0-9_=-]*){2})");

    private final ServerRegistry servers;

    UploadTokens(ServerRegistry servers) {
        this.servers = servers;
    }

    /**
     * What a token announces; empty if no registered server has signed it.
     *
     * @param authorization the header of this name
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
        return mostLikelyFirst(token).stream()
                .filter(server -> !server.secret().isBlank())
                .flatMap(server -> SignedToken.verify(token, Hash.HS256, server.secret()).stream()
                        .map(claims -> new Announcement(server.id(), claims)))
                .findFirst();
    }

    /** The issuer only says where to look first: it proves nothing, and a server may know itself by another name. */
    private List<Server> mostLikelyFirst(String token) {
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

    /** Blank if the token names none; empty if it is no token. */
    private static Optional<String> issuer(String token) {
        try {
            return Optional.of(
                    Optional.ofNullable(JWT.decode(token).getIssuer()).orElse(""));
        } catch (JWTDecodeException _) {
            return Optional.empty();
        }
    }

    /** What a server of the pool has signed. */
    record Announcement(ServerId sender, DecodedJWT claims) {
        /**
         * The archive that it is about.
         *
         * @throws UploadRefusedException if it is not about one of this recording
         */
        Archive archive(SafeSegment recordId) {
            if (!recordId.value().equals(claims.getSubject())) {
                throw new UploadRefusedException(Refusal.claims("is for another recording (sub)"));
            }
            Instant issued = claims.getIssuedAtAsInstant();
            Instant expires = claims.getExpiresAtAsInstant();
            if (issued == null
                    || expires == null
                    || Duration.between(issued, expires).compareTo(LONGEST_LIFE) > 0) {
                throw new UploadRefusedException(Refusal.claims(
                        "needs iat and exp, at most %d minutes apart".formatted(LONGEST_LIFE.toMinutes())));
            }
            String sha256 = claims.getClaim("sha256").asString();
            Long size = claims.getClaim("size").asLong();
            try {
                return new Archive(sender, recordId, sha256 == null ? "" : sha256, size == null ? 0 : size);
            } catch (IllegalArgumentException _) {
                throw new UploadRefusedException(
                        Refusal.claims("needs sha256 (64 lower-case hexadecimal digits) and size (bytes, above 0)"));
            }
        }
    }
}
