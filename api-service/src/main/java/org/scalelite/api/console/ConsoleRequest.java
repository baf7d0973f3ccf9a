package org.scalelite.api.console;

import io.micronaut.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import org.scalelite.api.console.page.Done;
import org.scalelite.api.console.page.Frame;

/**
 * An authenticated request.
 *
 * @param parameters of the query
 * @param form the fields of the body
 */
record ConsoleRequest(ConsoleSession session, Map<String, String> parameters, Map<String, String> form) {
    private static final String ATTRIBUTE = ConsoleRequest.class.getName();

    ConsoleRequest {
        parameters = Map.copyOf(parameters);
        form = Map.copyOf(form);
    }

    void attachTo(HttpRequest<?> request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The request, if it was authenticated. */
    static Optional<ConsoleRequest> find(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, ConsoleRequest.class);
    }

    static ConsoleRequest of(HttpRequest<?> request) {
        return find(request).orElseThrow(() -> new IllegalStateException(request.getPath() + " was not authenticated"));
    }

    /** A parameter of the query, unless it is blank. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A parameter that a page needs. */
    String required(String name) {
        return Optional.ofNullable(parameters.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(
                        () -> ConsoleException.badRequest("The link is incomplete: %s is missing.".formatted(name)));
    }

    /** A field that an action needs. */
    String field(String name) {
        return Optional.ofNullable(form.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(
                        () -> ConsoleException.badRequest("The form is incomplete: %s is missing.".formatted(name)));
    }

    /** What all pages show around their content. */
    Frame frame(String title, Frame.Section section) {
        return frame(title, Optional.of(section));
    }

    /** The same of a page that may belong to no section. */
    Frame frame(String title, Optional<Frame.Section> section) {
        boolean searches = section.filter(Frame.Section.MEETINGS::equals).isPresent();
        return new Frame(
                title,
                section,
                session.name(),
                session.mayWrite(),
                session.csrf(),
                parameter("done").flatMap(Done::sentence),
                searches ? parameter("q").orElse("") : "");
    }

    /** The form may hold secrets. */
    @Override
    public String toString() {
        return "ConsoleRequest of " + session.name();
    }
}
