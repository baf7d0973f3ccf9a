package org.scalelite.api.console.tenant;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.scalelite.api.console.page.Frame;
import org.scalelite.api.console.page.Link;
import org.scalelite.common.tenant.LrsSettings;
import org.scalelite.common.tenant.Tenant;
import org.scalelite.common.tenant.TenantEntry;
import org.scalelite.common.tenant.TenantField;
import org.scalelite.common.tenant.TenantUsage;

/**
 * One tenant, without its secrets.
 *
 * @param secrets how many it has
 * @param lrs its learning record store
 */
public record TenantPage(Frame frame, TenantUsage usage, int secrets, String lrs, List<Row> settings) {
    public TenantPage {
        settings = List.copyOf(settings);
    }

    public static TenantPage of(Frame frame, TenantUsage usage, TenantEntry tenant) {
        return new TenantPage(
                frame,
                usage,
                tenant.get(TenantField.SECRETS)
                        .map(secrets -> secrets.split(":", -1).length)
                        .orElse(0),
                lrs(tenant),
                tenant.settings().stream()
                        .map(Row::of)
                        .sorted(Comparator.comparing(Row::parameter).thenComparing(Row::kind))
                        .toList());
    }

    private static String lrs(TenantEntry tenant) {
        return LrsSettings.of(tenant)
                .map(settings -> switch (settings) {
                    case LrsSettings.Basic _ -> "set, with a password";
                    case LrsSettings.Keycloak _ -> "set, with tokens of Keycloak";
                    case LrsSettings.Incomplete(TenantField missing) ->
                        "incomplete: %s is missing".formatted(missing.text());
                })
                .orElse("none");
    }

    /** Its meetings. */
    public String meetings() {
        return Link.to("/meetings", Map.of("tenant", usage.id()));
    }

    /** Its meetings that ran. */
    public String history() {
        return Link.to("/history", Map.of("tenant", usage.id()));
    }

    /** Its recordings. */
    public String recordings() {
        return Link.to("/recorded", Map.of("tenant", usage.id()));
    }

    /**
     * A parameter of create and join.
     *
     * @param value hidden if it may be a secret
     */
    public record Row(String id, String parameter, String value, String kind) {
        private static final Pattern SECRET = Pattern.compile("(?i).*(pw|password|secret|token|key)");

        static Row of(TenantEntry.Setting setting) {
            Tenant.Setting content = setting.content();
            return new Row(
                    setting.id(),
                    content.parameter(),
                    SECRET.matcher(content.parameter()).matches() ? "(hidden)" : content.value(),
                    content.override() ? "override" : "default");
        }
    }
}
