package org.scalelite.cli.tenants;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalelite.cli.command.Input;
import org.scalelite.common.tenant.TenantField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What can be said of a tenant beside its name and its secrets. */
@Command
final class TenantOptions {
    private final Map<TenantField, OptionSpec> options = new EnumMap<>(TenantField.class);

    TenantOptions() {
        add(TenantField.LRS_ENDPOINT, "URL", "Learning record store of the tenant.");
        add(TenantField.LRS_USERNAME, "USER", "Its user.");
        add(TenantField.LRS_PASSWORD, "PASSWORD", "Its password; '-' reads it from standard input.");
        add(TenantField.KC_TOKEN_URL, "URL", "Where a token for the store is fetched.");
        add(TenantField.KC_CLIENT_ID, "ID", "The client there.");
        add(TenantField.KC_CLIENT_SECRET, "SECRET", "Its secret; '-' reads it from standard input.");
        add(TenantField.KC_USERNAME, "USER", "The user there.");
        add(TenantField.KC_PASSWORD, "PASSWORD", "Its password; '-' reads it from standard input.");
        add(TenantField.MAX_MEETINGS, "NUMBER", "How many meetings may run at a time; '' for any.");
        add(TenantField.MAX_USERS, "NUMBER", "How many users may be in them; '' for any.");
    }

    private void add(TenantField field, String label, String description) {
        options.put(
                field,
                OptionSpec.builder("--" + field.text().replace('_', '-'))
                        .type(String.class)
                        .paramLabel(label)
                        .description(description)
                        .build());
    }

    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        options.values().forEach(command::addOption);
    }

    /** What was given. */
    Map<TenantField, String> fields(Input input) {
        Map<TenantField, String> fields = new EnumMap<>(TenantField.class);
        options.forEach((field, option) -> {
            @Nullable String value = option.getValue();
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
