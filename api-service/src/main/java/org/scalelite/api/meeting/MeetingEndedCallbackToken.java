package org.scalelite.api.meeting;

import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scalelite.common.meeting.MeetingEndedCallbackStore;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.token.SignedToken;

/**
 * The token with which a BBB server reports the end of a meeting.
 *
 * @param id random
 * @param issuedAt by the clock of Redis, in ms, when the server was assigned; a record with a later assignment
 *     belongs to another meeting
 */
record MeetingEndedCallbackToken(String id, MeetingKey meeting, ServerId server, Instant issuedAt) {
    private static final String KEY_PREFIX = "meeting-ended:";
    private static final String ID = "id";
    private static final String TENANT = "tenant";
    private static final String MEETING = "meeting";
    private static final String SERVER = "server";
    /** Not iat, which the JWT library compares with the clock of its host. */
    private static final String ISSUED_AT = "at";

    MeetingEndedCallbackToken {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Records whose server was assigned before this time (in ms in Redis) belong to this meeting. */
    Instant recordsBefore() {
        return issuedAt.plusMillis(1);
    }

    /** Whether the token is older than a meeting can run. */
    boolean hasExpired(Instant now) {
        return issuedAt.plus(MeetingEndedCallbackStore.LONGEST_MEETING).isBefore(now);
    }

    /** The signed token, usable in a URL. */
    String signed(String secret) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                ID, id, MEETING, meeting.meetingId(), SERVER, server.value(), ISSUED_AT, issuedAt.toEpochMilli()));
        meeting.tenantId().ifPresent(tenant -> claims.put(TENANT, tenant));
        return SignedToken.sign(claims, SignedToken.Hash.HS256, KEY_PREFIX + secret);
    }

    /** Verifies a token; empty if its signature is wrong. */
    static Optional<MeetingEndedCallbackToken> read(String text, String secret) {
        return SignedToken.verify(text, SignedToken.Hash.HS256, KEY_PREFIX + secret)
                .filter(token -> !token.getClaim(ISSUED_AT).isMissing())
                .map(MeetingEndedCallbackToken::of);
    }

    private static MeetingEndedCallbackToken of(DecodedJWT token) {
        return new MeetingEndedCallbackToken(
                token.getClaim(ID).asString(),
                new MeetingKey(
                        Optional.ofNullable(token.getClaim(TENANT).asString()),
                        token.getClaim(MEETING).asString()),
                new ServerId(token.getClaim(SERVER).asString()),
                Instant.ofEpochMilli(token.getClaim(ISSUED_AT).asLong()));
    }

    /** Without the id, which authorizes a call to a front-end. */
    @Override
    public String toString() {
        return meeting.meetingId() + " on " + server;
    }
}
