package org.scalelite.cli.tenants;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.Input;
import org.scalelite.common.tenant.TenantField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What can be said of a tenant beside its name and its secrets. */
@Command
final class TenantOptions {
    @Option(names = "--lrs-endpoint", paramLabel = "URL", description = "Learning record store of the tenant.")
    private @Nullable String lrsEndpoint;

    @Option(names = "--lrs-username", paramLabel = "USER", description = "Its user.")
    private @Nullable String lrsUsername;

    @Option(
            names = "--lrs-password",
            paramLabel = "PASSWORD",
            description = "Its password; '-' reads it from standard input.")
    private @Nullable String lrsPassword;

    @Option(names = "--kc-token-url", paramLabel = "URL", description = "Where a token for the store is fetched.")
    private @Nullable String tokenUrl;

    @Option(names = "--kc-client-id", paramLabel = "ID", description = "The client there.")
    private @Nullable String clientId;

    @Option(
            names = "--kc-client-secret",
            paramLabel = "SECRET",
            description = "Its secret; '-' reads it from standard input.")
    private @Nullable String clientSecret;

    @Option(names = "--kc-username", paramLabel = "USER", description = "The user there.")
    private @Nullable String tokenUser;

    @Option(
            names = "--kc-password",
            paramLabel = "PASSWORD",
            description = "Its password; '-' reads it from standard input.")
    private @Nullable String tokenPassword;

    @Option(
            names = "--max-meetings",
            paramLabel = "NUMBER",
            description = "How many meetings may run at a time; '' for any.")
    private @Nullable String maxMeetings;

    @Option(names = "--max-users", paramLabel = "NUMBER", description = "How many users may be in them; '' for any.")
    private @Nullable String maxUsers;

    /** What was given. */
    Map<TenantField, String> fields(Input input) {
        Map<TenantField, @Nullable String> given = new EnumMap<>(TenantField.class);
        given.put(TenantField.LRS_ENDPOINT, lrsEndpoint);
        given.put(TenantField.LRS_USERNAME, lrsUsername);
        given.put(TenantField.LRS_PASSWORD, lrsPassword);
        given.put(TenantField.KC_TOKEN_URL, tokenUrl);
        given.put(TenantField.KC_CLIENT_ID, clientId);
        given.put(TenantField.KC_CLIENT_SECRET, clientSecret);
        given.put(TenantField.KC_USERNAME, tokenUser);
        given.put(TenantField.KC_PASSWORD, tokenPassword);
        given.put(TenantField.MAX_MEETINGS, maxMeetings);
        given.put(TenantField.MAX_USERS, maxUsers);
        Map<TenantField, String> fields = new EnumMap<>(TenantField.class);
        given.forEach((field, value) -> {
            if (value != null) {
                fields.put(field, read(field, value, input));
            }
        });
        return fields;
    }

    /** A value; a secret one may come from standard input. */
    static String read(TenantField field, String value, Input input) {
        return field.isSecret() ? input.secret(value, field.text()) : value;
    }
}
