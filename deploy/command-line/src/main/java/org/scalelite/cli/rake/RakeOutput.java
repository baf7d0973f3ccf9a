package org.scalelite.cli.rake;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalelite.cli.output.Cell;
import org.scalelite.common.meeting.MeetingKey;
import org.scalelite.common.server.Server;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantField;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What Scalelite's rake tasks print, to the letter (recorded from 1.8.5), its blanks and misspellings included. Every text
 * ends with a line's end. Texts from outside are printed without control characters.
 */
public final class RakeOutput {
    /** Where Scalelite has no load, and a number is wanted. */
    private static final double NO_LOAD = -1;

    /** The order of a tenant's lines. */
    private static final List<TenantField> TENANT_FIELDS = List.of(
            TenantField.NAME,
            TenantField.SECRETS,
            TenantField.LRS_ENDPOINT,
            TenantField.LRS_BASIC_TOKEN,
            TenantField.LRS_USERNAME,
            TenantField.LRS_PASSWORD,
            TenantField.KC_TOKEN_URL,
            TenantField.KC_CLIENT_ID,
            TenantField.KC_CLIENT_SECRET,
            TenantField.KC_USERNAME,
            TenantField.KC_PASSWORD);

    private RakeOutput() {}

    /** {@code servers}. */
    public static String servers(List<Server> servers) {
        return servers.stream().map(RakeOutput::server).collect(Collectors.joining());
    }

    private static String server(Server server) {
        return lines(
                "id: " + server.id(),
                "\turl: " + server.url(),
                "\tsecret: " + server.secret(),
                "\t" + server.state().text(),
                "\tload: " + load(server, "unavailable"),
                "\tload multiplier: " + server.loadMultiplier(),
                "\tbbb version: " + server.statistics().bbbVersion().orElse(""),
                "\ttag: " + server.tag().orElse(""),
                "\t" + online(server));
    }

    private static String online(Server server) {
        return server.online() ? "online" : "offline";
    }

    private static String load(Server server, String none) {
        return server.load().isPresent() ? String.valueOf(server.load().getAsDouble()) : none;
    }

    /** {@code status}, by host names. */
    public static String status(List<Server> servers) {
        return new RakeTable(
                        List.of(
                                RakeTable.Column.left("HOSTNAME"),
                                RakeTable.Column.left("STATE"),
                                RakeTable.Column.left("STATUS"),
                                RakeTable.Column.left("MEETINGS"),
                                RakeTable.Column.left("USERS"),
                                RakeTable.Column.left("LARGEST MEETING"),
                                RakeTable.Column.left("VIDEOS"),
                                RakeTable.Column.right("LOAD"),
                                RakeTable.Column.left("BBB VERSION"),
                                RakeTable.Column.left("TAG")),
                        servers.stream()
                                .sorted(Comparator.comparing(RakeOutput::hostName)
                                        .thenComparing(server -> server.id().value()))
                                .map(RakeOutput::statusRow)
                                .toList())
                .text();
    }

    private static String hostName(Server server) {
        return Objects.requireNonNullElse(server.url().getHost(), server.url().toString());
    }

    private static List<String> statusRow(Server server) {
        Server.Statistics statistics = server.statistics();
        return List.of(
                hostName(server),
                server.state().text(),
                online(server),
                String.valueOf(statistics.meetings()),
                String.valueOf(statistics.users()),
                String.valueOf(statistics.largestMeeting()),
                String.valueOf(statistics.videos()),
                load(server, ""),
                statistics.bbbVersion().orElse(""),
                server.tag().orElse(""));
    }

    /** {@code servers:yaml}; verbose: with what polls have found. */
    public static String yaml(List<Server> servers, boolean verbose) {
        Map<String, Map<String, Object>> byId = new LinkedHashMap<>();
        servers.forEach(server -> byId.put(server.id().value(), yamlFields(server, verbose)));
        DumperOptions options = new DumperOptions();
        options.setExplicitStart(true);
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(Map.of("servers", byId));
    }

    private static Map<String, Object> yamlFields(Server server, boolean verbose) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", server.url().toString());
        fields.put("secret", server.secret());
        fields.put("load_multiplier", server.loadMultiplier());
        fields.put("tag", server.tag().orElse(""));
        fields.put("enabled", server.state() == Server.State.ENABLED);
        if (verbose) {
            fields.put("state", server.state().text());
            fields.put("load", server.load().orElse(NO_LOAD));
            fields.put("bbb_version", server.statistics().bbbVersion().orElse(""));
            fields.put("online", server.online());
        }
        return fields;
    }

    /** What a task that changes a server says before it does so; the verb as in "Enabling". */
    public static String changing(String verb, String server) {
        return lines("%s server %s...".formatted(verb, server));
    }

    /** One meeting, for {@code meetings:list}. */
    public static String meeting(MeetingKey meeting, String serverId, String serverUrl) {
        return lines(
                "",
                "MeetingID: " + Cell.printable(meeting.meetingId()),
                "\tServer ID: " + serverId,
                "\tServer Url: " + serverUrl);
    }

    /** One server of {@code servers:meeting_list}. */
    public static String runningMeetings(Server server, List<String> names) {
        String head = lines("", "Server ID: " + server.id(), "Server Url: " + server.url());
        return names.isEmpty()
                ? head
                : head
                        + lines("MeetingIDs: ")
                        + names.stream()
                                .map(name -> lines("\t" + Cell.printable(name)))
                                .collect(Collectors.joining());
    }

    /**
     * The answer of a server about a meeting.
     *
     * @param created as the server writes the time
     * @param metadata names and values as the server has them
     */
    public record MeetingInfo(
            String name, String internalId, String created, String recording, Map<String, String> metadata) {
        public MeetingInfo {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }
    }

    /** {@code meetings:info}. */
    public static String meetingInfo(String meetingId, String serverId, String serverUrl, MeetingInfo info) {
        String head = lines(
                "",
                "Meeting ID: " + Cell.printable(meetingId),
                "\tMeeting Name: " + Cell.printable(info.name()),
                "\tInternal MeetingID: " + Cell.printable(info.internalId()),
                "\tCreated Date: " + Cell.printable(info.created()),
                "\tRecording Enabled: " + Cell.printable(info.recording()),
                "\tServer id: " + serverId,
                "\tSerevr url: " + serverUrl,
                "\tMetaData:");
        return head
                + info.metadata().entrySet().stream()
                        .map(entry -> lines(
                                "\t\t" + Cell.printable(entry.getKey()) + ": " + Cell.printable(entry.getValue())))
                        .collect(Collectors.joining());
    }

    /** {@code tenants}. */
    public static String tenants(List<TenantEntry> tenants) {
        return tenants.stream().map(RakeOutput::tenant).collect(Collectors.joining())
                + lines("Total number of tenants: " + tenants.size());
    }

    private static String tenant(TenantEntry tenant) {
        return lines(Stream.concat(
                        Stream.of("id: " + tenant.id()),
                        TENANT_FIELDS.stream()
                                .flatMap(field ->
                                        tenant.get(field).stream().map(value -> "\t" + field.text() + ": " + value)))
                .toArray(String[]::new));
    }

    /** One tenant of {@code tenantSettings}, with these of its settings. */
    public static String tenantSettings(TenantEntry tenant, List<TenantEntry.Setting> settings) {
        return lines("Tenant: " + tenant.name())
                + settings.stream()
                        .map(setting -> lines(
                                "  id: " + setting.id(),
                                "\tparam: " + setting.content().parameter(),
                                "\tvalue: " + setting.content().value(),
                                "\toverride: " + setting.content().override()))
                        .collect(Collectors.joining());
    }

    private static String lines(String... lines) {
        return Stream.of(lines).map(line -> line + "\n").collect(Collectors.joining());
    }
}
