package org.scalelite.api.dialin;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What FreeSWITCH tells of a call (specification, section 13), as the phone sent it: nothing of it may stand in an answer
 * as it is. What FreeSWITCH did not tell is an empty text.
 *
 * @param section what kind of document is wanted
 * @param destination the number that was dialled; after the prompt, the PIN
 * @param pin the digits that the prompt got
 * @param networkAddress from which the phone's provider called
 */
record PhoneCall(
        String section,
        String destination,
        String pin,
        String callerName,
        boolean hidesName,
        String callerNumber,
        boolean hidesNumber,
        String networkAddress) {
    private static final String SECTION = "section";
    private static final String DESTINATION = "Caller-Destination-Number";
    private static final String PIN = "variable_pin";
    private static final String CALLER_NAME = "Caller-Caller-ID-Name";
    private static final String HIDES_NAME = "Caller-Privacy-Hide-Name";
    private static final String CALLER_NUMBER = "Caller-Caller-ID-Number";
    private static final String HIDES_NUMBER = "Caller-Privacy-Hide-Number";
    private static final String NETWORK_ADDRESS = "Caller-Network-Addr";
    private static final Set<String> FIELDS =
            Set.of(SECTION, DESTINATION, PIN, CALLER_NAME, HIDES_NAME, CALLER_NUMBER, HIDES_NUMBER, NETWORK_ADDRESS);

    /** Reads the form that FreeSWITCH posts; whatever it holds, there is a call. */
    static PhoneCall of(byte[] form) {
        Map<String, String> fields = SwitchForm.fields(form, FIELDS);
        return new PhoneCall(
                text(fields, SECTION),
                text(fields, DESTINATION),
                text(fields, PIN).strip(),
                text(fields, CALLER_NAME),
                isHidden(text(fields, HIDES_NAME)),
                text(fields, CALLER_NUMBER),
                isHidden(text(fields, HIDES_NUMBER)),
                text(fields, NETWORK_ADDRESS).strip());
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    /** In doubt it is. */
    private static boolean isHidden(String flag) {
        return switch (flag.strip().toLowerCase(Locale.ROOT)) {
            case "", "false" -> false;
            default -> true;
        };
    }

    /** It tells of a person. */
    @Override
    public String toString() {
        return "PhoneCall";
    }
}
