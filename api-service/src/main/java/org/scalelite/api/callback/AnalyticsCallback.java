package org.scalelite.api.callback;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.scalelite.common.callback.CallbackDataRepository;
import org.scalelite.common.callback.CallbackDataRepository.CallbackData;
import org.scalelite.common.callback.OutboundCallbackRepository;
import org.scalelite.common.meeting.MeetingDirectory;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.server.ServerRegistry;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.token.SignedToken;

/** Accepts analytics reports of BBB servers for front-ends (specification, sections 9 and 16.18). */
@Singleton
@Requires(beans = OutboundCallbackRepository.class)
record AnalyticsCallback(
        ServerRegistry servers,
        MeetingDirectory meetings,
        CallbackDataRepository data,
        OutboundCallbackRepository outbox) {
    private static final String NO_TENANT = "scalelite";
    private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    /** The outcome of a report. */
    enum Outcome {
        ACCEPTED,
        UNKNOWN_MEETING,
        FOREIGN_SERVER
    }

    /** The servers whose secret signed this token, empty if it has expired; servers may share a secret. */
    Set<ServerId> signers(String token) {
        if (!JWT.matcher(token).matches()) {
            // An invalid token needs no list of all servers.
            return Set.of();
        }
        return servers.all().stream()
                .filter(server -> signed(server, token))
                .map(Server::id)
                .collect(Collectors.toSet());
    }

    private static boolean signed(Server server, String token) {
        return !server.secret().isBlank()
                && SignedToken.verify(token, SignedToken.Hash.HS512, server.secret())
                        .filter(verified -> verified.getExpiresAtAsInstant() != null)
                        .isPresent();
    }

    /** Stores a report in the outbox, if one of its signers had the meeting. */
    Outcome accept(AnalyticsReport report, Set<ServerId> signers, Optional<Tenant> tenant) {
        Optional<String> tenantId = tenant.map(Tenant::id);
        Optional<CallbackData> row = data.find(report.meetingId(), tenantId);
        Optional<String> url = row.flatMap(ordered -> ordered.attributes().analytics());
        if (row.isEmpty() || url.isEmpty()) {
            return Outcome.UNKNOWN_MEETING;
        }
        if (!hasHosted(row.get(), new MeetingKey(tenantId, report.meetingId()), signers)) {
            return Outcome.FOREIGN_SERVER;
        }
        String customer = tenant.map(Tenant::name).orElse(NO_TENANT);
        outbox.analytics(row.get(), url.get(), tenantId, report.withCustomer(customer));
        return Outcome.ACCEPTED;
    }

    private boolean hasHosted(CallbackData row, MeetingKey meeting, Set<ServerId> signers) {
        Set<ServerId> hosts = new HashSet<>(row.servers());
        meetings.find(meeting).map(MeetingLocation::server).ifPresent(hosts::add);
        if (hosts.isEmpty()) {
            // The row was written by Scalelite, and the meeting is not in Redis any more: its server is unknown.
            return !signers.isEmpty();
        }
        return signers.stream().anyMatch(hosts::contains);
    }
}
