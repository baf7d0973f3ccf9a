package org.scalelite.api.console.page;

import java.util.Map;

/**
 * An action before it is carried out.
 *
 * @param effect what it will do
 * @param target address that the form is sent to
 * @param fields of the form
 * @param typed what the operator has to type; empty: nothing
 * @param label of the button
 * @param back address of the page before
 */
public record ConfirmPage(
        Frame frame,
        String subject,
        String effect,
        String target,
        Map<String, String> fields,
        String typed,
        String label,
        String back) {
    public ConfirmPage {
        fields = Map.copyOf(fields);
    }
}
