package org.scalelite.api.playback;

import java.util.List;

/** What lets one browser see one format of one protected recording, for a while. */
record PlaybackCookie(String name, String path, String value) {

    static String nameOf(String format, String recordId) {
        return "recording_" + format + "_" + recordId;
    }

    static String pathOf(String format, String recordId) {
        return "/" + format + "/" + recordId;
    }

    /**
     * As headers Set-Cookie.
     *
     * <p>A browser that blocks cookies of third parties takes the one that is Partitioned into the frame of another site,
     * which only that site's frames show again. One that does not block them takes both, and shows the other one also where
     * a person opens a file of the frame in a tab of its own. One that does not know the attribute has them for the same.
     *
     * @param secure the browser's connection is encrypted. Browsers take SameSite=None, which front-ends need that show a
     *     recording in a frame, only together with Secure, and Secure only over an encrypted connection
     * @param userAgent as the browser calls itself
     */
    List<String> headers(boolean secure, String userAgent) {
        String cookie = name + "=" + value + "; Path=" + path + "; HttpOnly";
        if (!secure) {
            return List.of(cookie + "; SameSite=Lax");
        }
        if (!SameSiteSupport.of(userAgent).knowsNone()) {
            return List.of(cookie + "; Secure");
        }
        String ofThirdParty = cookie + "; Secure; SameSite=None";
        return List.of(ofThirdParty, ofThirdParty + "; Partitioned");
    }

    /** It opens a recording, so its value is not for logs. */
    @Override
    public String toString() {
        return "PlaybackCookie[" + name + "]";
    }
}
