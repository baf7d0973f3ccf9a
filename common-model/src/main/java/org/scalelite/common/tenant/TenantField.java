package org.scalelite.common.tenant;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.scalelite.common.admin.InvalidInputException;
import org.scalelite.common.config.EnumText;

/** The fields of a tenant (specification, sections 3, 7 and 8). An empty text removes an optional field. */
public enum TenantField implements EnumText {
    NAME,
    SECRETS,
    LRS_ENDPOINT,
    /** Written by Scalelite and preserved; the suite does not use it. */
    LRS_BASIC_TOKEN,
    LRS_USERNAME,
    LRS_PASSWORD,
    KC_TOKEN_URL,
    KC_CLIENT_ID,
    KC_CLIENT_SECRET,
    KC_USERNAME,
    KC_PASSWORD,
    /** The maximum number of meetings of the tenant. */
    MAX_MEETINGS,
    /** The maximum number of users in meetings of the tenant. */
    MAX_USERS;

    private static final Set<TenantField> SECRET =
            Set.of(SECRETS, LRS_BASIC_TOKEN, LRS_PASSWORD, KC_CLIENT_SECRET, KC_PASSWORD);

    /** Whether its value is a secret. */
    public boolean isSecret() {
        return SECRET.contains(this);
    }

    /**
     * A value as it is stored.
     *
     * @throws InvalidInputException if it is invalid
     */
    public String checked(String value) {
        String stripped = value.strip();
        return switch (this) {
            case NAME -> Checks.name(stripped);
            case SECRETS -> Checks.secrets(stripped);
            case LRS_ENDPOINT, KC_TOKEN_URL -> Checks.url(stripped);
            case MAX_MEETINGS, MAX_USERS -> Checks.limit(stripped);
            case LRS_BASIC_TOKEN,
                    LRS_USERNAME,
                    LRS_PASSWORD,
                    KC_CLIENT_ID,
                    KC_CLIENT_SECRET,
                    KC_USERNAME,
                    KC_PASSWORD -> stripped;
        };
    }

    private static final class Checks {
        /** The first label of a host name, in lower case. */
        private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

        static String name(String value) {
            String name = value.toLowerCase(Locale.ROOT);
            if (!LABEL.matcher(name).matches()) {
                throw new InvalidInputException(("'%s' cannot be the name of a tenant: it is the first label of a host"
                                + " name, so letters, digits and inner hyphens may be used, at most 63")
                        .formatted(value));
            }
            return name;
        }

        static String secrets(String value) {
            if (value.isEmpty() || Arrays.stream(value.split(":", -1)).anyMatch(String::isBlank)) {
                throw new InvalidInputException(
                        "the secrets of a tenant are blank, or one of them is: give one, or several separated by ':'");
            }
            return value;
        }

        static String url(String value) {
            try {
                URI url = new URI(value);
                boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
                if (value.isEmpty() || (web && url.getHost() != null && url.getRawUserInfo() == null)) {
                    return value;
                }
            } catch (URISyntaxException _) {
                // Handled below, as any invalid URL.
            }
            throw new InvalidInputException("'%s' is no absolute http or https URL".formatted(value));
        }

        static String limit(String value) {
            if (!value.matches("|0*[1-9][0-9]{0,8}")) {
                throw new InvalidInputException(
                        "'%s' is no limit: give a whole number above 0, or nothing for no limit".formatted(value));
            }
            return value.isEmpty() ? "" : String.valueOf(Integer.parseInt(value));
        }

        private Checks() {}
    }
}
