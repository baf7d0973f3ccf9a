package org.scalelite.common.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scalelite.common.admin.InvalidInputException;

/** Parses the input of an operator about a server. Invalid input throws an {@link InvalidInputException}. */
public final class ServerInput {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");
    /** Meetings request tags by a list with {@code ;} and {@code !}. */
    private static final Pattern TAG = Pattern.compile("[^;!\\p{Cntrl}]*");

    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.-]{0,64}");

    private ServerInput() {}

    /** The URL of the API of a server. */
    public static URI url(String text) {
        try {
            URI url = new URI(text.strip());
            if (isApi(url)) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Handled below, as any invalid URL.
        }
        throw new InvalidInputException(("'%s' is not the API of a BBB server: give an absolute http or https URL"
                        + " whose path ends in /api, such as https://bbb1.example.com/bigbluebutton/api")
                .formatted(text));
    }

    private static boolean isApi(URI url) {
        return url.getScheme() != null
                && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && (url.getPath().endsWith("/api") || url.getPath().endsWith("/api/"));
    }

    public static String secret(String text) {
        if (text.isBlank()) {
            throw new InvalidInputException(
                    "the secret of a server is blank: give the one that 'bbb-conf --secret' shows");
        }
        return text.strip();
    }

    /** The load multiplier of a server. */
    public static double multiplier(String text) {
        try {
            double multiplier = Double.parseDouble(text.strip());
            if (multiplier > 0 && Double.isFinite(multiplier)) {
                return multiplier;
            }
        } catch (NumberFormatException _) {
            // Handled below, as any invalid number.
        }
        throw new InvalidInputException("'%s' is no load multiplier: give a number above 0".formatted(text));
    }

    /** The tag of a server; an empty text means no tag. */
    public static String tag(String text) {
        String tag = text.strip();
        if (!TAG.matcher(tag).matches()) {
            throw new InvalidInputException("'%s' is no tag: it may not hold ';' and '!'".formatted(text));
        }
        if (tag.equals("none")) {
            throw new InvalidInputException("'none' is no tag: it stands for servers without one");
        }
        return tag;
    }

    /** A setting as it is stored; an empty text means that it is not set. */
    public static String setting(Server.Setting setting, String text) {
        String value = text.strip();
        return switch (setting) {
            case MAX_MEETINGS, MAX_USERS -> limit(setting, value);
            case SPARE -> spare(value);
            case ZONE -> zone(value);
        };
    }

    /** The settings that are given, as they are stored; null: not given. */
    public static Map<Server.Setting, String> settings(
            @Nullable String maxMeetings, @Nullable String maxUsers, @Nullable String spare, @Nullable String zone) {
        Map<Server.Setting, String> settings = new EnumMap<>(Server.Setting.class);
        put(Server.Setting.MAX_MEETINGS, maxMeetings, settings);
        put(Server.Setting.MAX_USERS, maxUsers, settings);
        put(Server.Setting.SPARE, spare, settings);
        put(Server.Setting.ZONE, zone, settings);
        return settings;
    }

    private static void put(Server.Setting setting, @Nullable String text, Map<Server.Setting, String> settings) {
        if (text != null) {
            settings.put(setting, setting(setting, text));
        }
    }

    private static String limit(Server.Setting setting, String value) {
        if (!value.matches("|0*[1-9][0-9]{0,8}")) {
            throw new InvalidInputException("%s is '%s': give a whole number above 0, or nothing for no limit"
                    .formatted(setting.text(), value));
        }
        return value.isEmpty() ? "" : String.valueOf(Integer.parseInt(value));
    }

    private static String spare(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> "true";
            case "false", "" -> "";
            default -> throw new InvalidInputException("spare is '%s': give true or false".formatted(value));
        };
    }

    /** Whether a text, spaces around it left out, can be the name of a zone, or is empty. */
    public static boolean isZone(String text) {
        return ZONE.matcher(text.strip()).matches();
    }

    private static String zone(String zone) {
        if (!isZone(zone)) {
            throw new InvalidInputException(
                    "'%s' is no zone: letters, digits, '_', '.' and '-' may be used, at most 64".formatted(zone));
        }
        return zone;
    }

    /** An id chosen by an operator. */
    public static ServerId id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new InvalidInputException(
                    "'%s' is no server id: letters, digits, '_', '.' and '-' may be used".formatted(text));
        }
        return new ServerId(text);
    }
}
