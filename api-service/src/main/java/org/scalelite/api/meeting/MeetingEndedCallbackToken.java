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
 * What a BBB server is given to say that a meeting of its own has ended.
 *
 * @param id that nobody can guess
 * @param issuedAt by Redis' clock, in ms, when the meeting had its server; a record that got one later is another meeting's
 */
record MeetingEndedCallbackToken(String id, MeetingKey meeting, ServerId server, Instant issuedAt) {
    private static final String KEY_PREFIX = "meeting-ended:";
    private static final String ID = "id";
    private static final String TENANT = "tenant";
    private static final String MEETING = "meeting";
    private static final String SERVER = "server";
    /** Not iat: what checks tokens would compare that with the clock of its host. */
    private static final String ISSUED_AT = "at";

    MeetingEndedCallbackToken {
        issuedAt = issuedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Records that were given their server before this time, which Redis knows in ms, are of the meeting that is meant. */
    Instant recordsBefore() {
        return issuedAt.plusMillis(1);
    }

    /** Whether a meeting that had its server then cannot run any more. */
    boolean hasExpired(Instant now) {
        return issuedAt.plus(MeetingEndedCallbackStore.LONGEST_MEETING).isBefore(now);
    }

    /** As a text for an address. */
    String signed(String secret) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                ID, id, MEETING, meeting.meetingId(), SERVER, server.value(), ISSUED_AT, issuedAt.toEpochMilli()));
        meeting.tenantId().ifPresent(tenant -> claims.put(TENANT, tenant));
        return SignedToken.sign(claims, SignedToken.Hash.HS256, KEY_PREFIX + secret);
    }

    /** What a text says; empty if we did not sign it. */
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

    /** Whoever has the id could have a front-end called. */
    @Override
    public String toString() {
        return meeting.meetingId() + " on " + server;
    }
}
