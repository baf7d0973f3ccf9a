package org.scalelite.api.meeting;

import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.meeting.EndedUrls;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.token.SignedToken;

/**
 * What a BBB server is given to say that a meeting of its own has ended.
 *
 * @param id that nobody can guess
 * @param issuedAt when the meeting was made; a record that was made clearly later is another meeting's
 */
record EndToken(String id, MeetingKey meeting, ServerId server, Instant issuedAt) {
    private static final String KEY_PREFIX = "meeting-ended:";
    private static final String ID = "id";
    private static final String TENANT = "tenant";
    private static final String MEETING = "meeting";
    private static final String SERVER = "server";

    /** Between our clock, by which a token is issued, and Redis', by which a record is given its server. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    /** Records that were given their server before this time are of the meeting that is meant. */
    Instant recordsBefore() {
        return issuedAt.plus(CLOCKS_DIFFER);
    }

    /** As a text for an address. */
    String signed(String secret) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                ID,
                id,
                MEETING,
                meeting.meetingId(),
                SERVER,
                server.value(),
                "iat",
                issuedAt,
                "exp",
                issuedAt.plus(EndedUrls.LONGEST_MEETING)));
        meeting.tenantId().ifPresent(tenant -> claims.put(TENANT, tenant));
        return SignedToken.sign(claims, SignedToken.Hash.HS256, KEY_PREFIX + secret);
    }

    /** What a text says; empty if we did not sign it, or it has expired. */
    static Optional<EndToken> read(String text, String secret) {
        return SignedToken.verify(text, SignedToken.Hash.HS256, KEY_PREFIX + secret)
                .map(EndToken::of);
    }

    private static EndToken of(DecodedJWT token) {
        return new EndToken(
                token.getClaim(ID).asString(),
                new MeetingKey(
                        Optional.ofNullable(token.getClaim(TENANT).asString()),
                        token.getClaim(MEETING).asString()),
                new ServerId(token.getClaim(SERVER).asString()),
                token.getIssuedAtAsInstant());
    }

    /** Whoever has the id could have a front-end called. */
    @Override
    public String toString() {
        return meeting.meetingId() + " on " + server;
    }
}
