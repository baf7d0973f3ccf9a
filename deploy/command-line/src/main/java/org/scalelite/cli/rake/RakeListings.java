package org.scalelite.cli.rake;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalelite.cli.command.Stores;
import org.scalelite.cli.meetings.KnownMeetings;
import org.scalelite.cli.meetings.MeetingsCommand;
import org.scalelite.cli.output.Reply;
import org.scalelite.cli.output.Wording;
import org.scalelite.cli.servers.ServersCommand;
import org.scalelite.cli.servers.ServersMeetings;
import org.scalelite.cli.tenants.TenantSettingsCommand;
import org.scalelite.common.bbb.BbbReply;
import org.scalelite.common.bbb.BbbXml;
import org.scalelite.common.meeting.KnownMeeting;
import org.scalelite.common.meeting.MeetingLocation;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;
import org.scalelite.common.tenant.TenantEntry;
import picocli.CommandLine.ExitCode;

/** Scalelite's tasks that list something. */
final class RakeListings {
    private RakeListings() {}

    static int servers(RakeRun rake) {
        return rake.open(stores -> {
            List<Server> servers = ServersCommand.sorted(stores.servers().all());
            rake.print(servers.isEmpty() ? "No servers are configured\n" : RakeOutput.servers(servers));
            return ExitCode.OK;
        });
    }

    static int status(RakeRun rake) {
        return rake.open(stores -> {
            rake.print(RakeOutput.status(stores.servers().all()));
            return ExitCode.OK;
        });
    }

    static int yaml(RakeRun rake, boolean verbose) {
        return rake.open(stores -> {
            rake.print(RakeOutput.yaml(ServersCommand.sorted(stores.servers().all()), verbose));
            return ExitCode.OK;
        });
    }

    /** Those of these ids; all without ids. */
    static int meetings(RakeRun rake, List<String> ids) {
        return rake.open(stores -> {
            Map<ServerId, URI> urls = new HashMap<>();
            stores.servers().all().forEach(server -> urls.put(server.id(), server.url()));
            List<KnownMeeting> meetings =
                    MeetingsCommand.sorted(stores.meetings().all());
            meetings.stream()
                    .filter(meeting ->
                            ids.isEmpty() || ids.contains(meeting.key().meetingId()))
                    .forEach(meeting -> rake.print(RakeOutput.meeting(
                            meeting.key(),
                            meeting.server().value(),
                            Optional.ofNullable(urls.get(meeting.server()))
                                    .map(URI::toString)
                                    .orElse(""))));
            return Reply.forEach(
                    ids.stream()
                            .filter(id -> meetings.stream()
                                    .noneMatch(
                                            meeting -> meeting.key().meetingId().equals(id)))
                            .toList(),
                    id -> rake.fail("Couldn't find meeting with id=" + id));
        });
    }

    /** Of the servers of these ids; of all without ids. */
    static int runningMeetings(RakeRun rake, List<String> ids) {
        return rake.open(stores -> {
            List<Server> servers = ServersCommand.sorted(stores.servers().all());
            List<ServersMeetings.Found> found = ServersMeetings.ask(
                    servers.stream()
                            .filter(server ->
                                    ids.isEmpty() || ids.contains(server.id().value()))
                            .toList(),
                    stores.bbb());
            found.stream()
                    .filter(ServersMeetings.Found::answered)
                    .forEach(answer -> rake.print(RakeOutput.runningMeetings(
                            answer.server(),
                            answer.meetings().stream()
                                    .map(ServersMeetings.Meeting::name)
                                    .toList())));
            int silent = Reply.forEach(
                    found.stream().filter(answer -> !answer.answered()).toList(),
                    missing -> rake.fail(missing.reason()));
            int unknown = Reply.forEach(
                    ids.stream()
                            .filter(id -> servers.stream()
                                    .noneMatch(server -> server.id().value().equals(id)))
                            .toList(),
                    id -> rake.fail(Wording.SCALELITE.noServer().formatted(id)));
            return Math.max(silent, unknown);
        });
    }

    static int meetingInfo(RakeRun rake, String id) {
        return rake.open(stores -> {
            Optional<MeetingLocation> location = new KnownMeetings(stores.meetings())
                    .find(id, Optional.empty())
                    .flatMap(known -> stores.meetings().find(known.key()));
            return location.map(found -> meetingInfo(rake, stores, found))
                    .orElseGet(() -> rake.fail("Couldn't find meeting with id=" + id));
        });
    }

    private static int meetingInfo(RakeRun rake, Stores stores, MeetingLocation location) {
        String id = location.meeting().meetingId();
        BbbReply answer =
                stores.bbb().meetingInfo(location.endpoint(), id, stores.bbb().deadline(location.endpoint()));
        if (!(answer instanceof BbbReply.Success(byte[] xml))) {
            return rake.fail("Its server does not tell of it: " + answer);
        }
        rake.print(RakeOutput.meetingInfo(
                id,
                location.server().value(),
                location.endpoint().api().toString(),
                new RakeOutput.MeetingInfo(
                        textAt(xml, "meetingName"),
                        textAt(xml, "internalMeetingID"),
                        textAt(xml, "createDate"),
                        textAt(xml, "recording"),
                        BbbXml.textsBelow(xml, "/response/metadata"))));
        return ExitCode.OK;
    }

    private static String textAt(byte[] xml, String field) {
        return BbbXml.textAt(xml, "/response/" + field).orElse("");
    }

    static int tenants(RakeRun rake) {
        return rake.open(stores -> {
            rake.print(RakeOutput.tenants(stores.tenants().all()));
            return ExitCode.OK;
        });
    }

    /** Of this tenant; of all without an id. */
    static int tenantSettings(RakeRun rake, Optional<String> tenantId) {
        return rake.open(stores -> {
            List<TenantEntry> tenants = tenantId.map(
                            id -> stores.tenants().find(id).stream().toList())
                    .orElseGet(() -> stores.tenants().all());
            if (tenantId.isPresent() && tenants.isEmpty()) {
                return rake.fail("Couldn't find tenant with id=" + tenantId.get());
            }
            tenants.forEach(tenant -> settings(rake, tenant));
            return ExitCode.OK;
        });
    }

    private static void settings(RakeRun rake, TenantEntry tenant) {
        List<TenantEntry.Setting> settings = TenantSettingsCommand.sorted(tenant.settings());
        rake.print(RakeOutput.tenantSettings(tenant, settings));
        if (settings.isEmpty()) {
            rake.warn("  No custom settings are configured");
        }
    }

    static Optional<String> tenantOfSetting(RakeRun rake, String settingId) {
        List<String> tenants = new ArrayList<>();
        rake.open(stores -> {
            stores.tenants().all().stream()
                    .filter(tenant -> tenant.settings().stream()
                            .anyMatch(setting -> setting.id().equals(settingId)))
                    .forEach(tenant -> tenants.add(tenant.id()));
            return ExitCode.OK;
        });
        return tenants.stream().findFirst();
    }
}
