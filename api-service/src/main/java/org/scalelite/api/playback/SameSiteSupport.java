package org.scalelite.api.playback;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether a browser supports SameSite=None. Old ones treat it as Strict or reject the cookie, so they get the cookie
 * without it (https://www.chromium.org/updates/same-site/incompatible-clients/).
 */
record SameSiteSupport(boolean supportsNone) {
    private static final List<String> IOS_12 = List.of("(iP", "; CPU ", "OS 12", ") AppleWebKit/");
    private static final List<String> MACOS_10_14 = List.of("(Macintosh;", "Mac OS X 10_14", ") AppleWebKit/");
    private static final List<String> SAFARI = List.of("Version/", " Safari/");
    private static final Pattern MAC_WEB_VIEW = Pattern.compile(
            "^Mozilla/[.\\d]+ \\(Macintosh;.*Mac OS X [_\\d]+\\) AppleWebKit/[.\\d]+ \\(KHTML, like Gecko\\)$");
    private static final Pattern CHROMIUM = Pattern.compile("Chrom(?:e|ium)/(\\d{1,6})\\.");
    private static final Pattern UC_BROWSER = Pattern.compile("UCBrowser/(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?");
    private static final int MAX_LENGTH = 1024;
    private static final int FIRST_BAD_CHROME = 51;
    private static final int LAST_BAD_CHROME = 66;
    private static final Version FIRST_GOOD_UC = new Version(12, 13, 2);

    private record Version(int major, int minor, int build) {
        boolean isBefore(Version other) {
            if (major != other.major) {
                return major < other.major;
            }
            return minor != other.minor ? minor < other.minor : build < other.build;
        }
    }

    static SameSiteSupport of(String userAgent) {
        String agent = userAgent.length() > MAX_LENGTH ? userAgent.substring(0, MAX_LENGTH) : userAgent;
        return new SameSiteSupport(!isOldApple(agent) && !isOldChromium(agent) && !isOldUc(agent));
    }

    private static boolean isOldApple(String agent) {
        boolean chromium = CHROMIUM.matcher(agent).find();
        return containsInOrder(agent, IOS_12)
                || (containsInOrder(agent, MACOS_10_14)
                        && !chromium
                        && (containsInOrder(agent, SAFARI)
                                || MAC_WEB_VIEW.matcher(agent).find()));
    }

    /** Whether the parts occur in this order, without the backtracking of a regular expression. */
    private static boolean containsInOrder(String agent, List<String> parts) {
        int at = 0;
        for (String part : parts) {
            int found = agent.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }

    private static boolean isOldChromium(String agent) {
        return !agent.contains("UCBrowser/")
                && CHROMIUM.matcher(agent)
                        .results()
                        .mapToInt(found -> Integer.parseInt(found.group(1)))
                        .anyMatch(version -> version >= FIRST_BAD_CHROME && version <= LAST_BAD_CHROME);
    }

    private static boolean isOldUc(String agent) {
        return UC_BROWSER
                .matcher(agent)
                .results()
                .map(SameSiteSupport::version)
                .anyMatch(version -> version.isBefore(FIRST_GOOD_UC));
    }

    private static Version version(MatchResult found) {
        String build = found.group(3);
        return new Version(
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)),
                build == null ? 0 : Integer.parseInt(build));
    }
}
