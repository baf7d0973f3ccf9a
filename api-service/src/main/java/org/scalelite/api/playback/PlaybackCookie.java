package org.scalelite.api.playback;

import java.util.List;

/** The cookie that gives one browser access to one format of one protected recording, for a limited time. */
record PlaybackCookie(String name, String path, String value) {

    static String nameOf(String format, String recordId) {
        return "recording_" + format + "_" + recordId;
    }

    static String pathOf(String format, String recordId) {
        return "/" + format + "/" + recordId;
    }

    /**
     * The values of Set-Cookie.
     *
     * <p>A browser that blocks third-party cookies accepts the Partitioned one in a frame of another site, and sends it
     * from frames of that site only. One that does not block them accepts both, and sends the other one also from a tab
     * of its own. For one without support of the attribute both are the same cookie.
     *
     * @param secure whether the connection of the browser is encrypted. Browsers accept SameSite=None, which recordings
     *     in frames need, only together with Secure, and Secure only over an encrypted connection
     * @param userAgent header User-Agent
     */
    List<String> headers(boolean secure, String userAgent) {
        String cookie = name + "=" + value + "; Path=" + path + "; HttpOnly";
        if (!secure) {
            return List.of(cookie + "; SameSite=Lax");
        }
        if (!SameSiteSupport.of(userAgent).supportsNone()) {
            return List.of(cookie + "; Secure");
        }
        String thirdParty = cookie + "; Secure; SameSite=None";
        return List.of(thirdParty, thirdParty + "; Partitioned");
    }

    /** Without the value, which is a credential. */
    @Override
    public String toString() {
        return "PlaybackCookie[" + name + "]";
    }
}
