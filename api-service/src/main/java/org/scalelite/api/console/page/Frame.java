package org.scalelite.api.console.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all pages show around their content.
 *
 * @param section that the page belongs to
 * @param user name of the token of the operator; empty before the login
 * @param writes whether the operator may change anything
 * @param csrf for each form
 * @param done what an action has done
 * @param search the text in the search box
 */
public record Frame(
        String title,
        Optional<Section> section,
        String user,
        boolean writes,
        String csrf,
        Optional<String> done,
        String search) {

    /** The entries of the navigation. */
    public enum Section {
        POOL,
        MEETINGS,
        RECORDINGS,
        CALLBACKS,
        TENANTS,
        HISTORY,
        EVENTS,
        AUDIT,
        DOCTOR;

        /** For people. */
        public String text() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }

        public String link() {
            return this == POOL ? Link.to("") : Link.to("/" + name().toLowerCase(Locale.ROOT));
        }

        public static List<Section> all() {
            return Arrays.asList(values());
        }
    }

    /** Of a page that is shown before the login. */
    public static Frame anonymous(String title) {
        return new Frame(title, Optional.empty(), "", false, "", Optional.empty(), "");
    }

    public boolean isLoggedIn() {
        return !user.isEmpty();
    }

    /** The value of aria-current. */
    public @Nullable String current(Section entry) {
        return section.filter(entry::equals).isPresent() ? "page" : null;
    }

    /** The session's secret is not for logs. */
    @Override
    public String toString() {
        return "Frame of " + title;
    }
}
