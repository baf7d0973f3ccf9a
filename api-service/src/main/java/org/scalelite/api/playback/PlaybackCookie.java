package org.scalelite.api.playback;

/** What lets one browser see one format of one protected recording, for a while. */
record PlaybackCookie(String name, String path, String value) {

    static String nameOf(String format, String recordId) {
        return "recording_" + format + "_" + recordId;
    }

    static String pathOf(String format, String recordId) {
        return "/" + format + "/" + recordId;
    }

    /**
     * As the header Set-Cookie.
     *
     * @param secure the browser's connection is encrypted. Browsers take SameSite=None, which front-ends need that show a
     *     recording in a frame, only together with Secure, and Secure only over an encrypted connection
     * @param userAgent as the browser calls itself
     */
    String header(boolean secure, String userAgent) {
        String cookie = name + "=" + value + "; Path=" + path + "; HttpOnly";
        if (!secure) {
            return cookie + "; SameSite=Lax";
        }
        return cookie + "; Secure" + (SameSiteSupport.of(userAgent).knowsNone() ? "; SameSite=None" : "");
    }

    /** It opens a recording, so its value is not for logs. */
    @Override
    public String toString() {
        return "PlaybackCookie[" + name + "]";
    }
}
