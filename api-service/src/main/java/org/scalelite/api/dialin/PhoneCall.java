package org.scalelite.api.dialin;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a call in the request of FreeSWITCH (specification, section 13), as the phone sent them: they must be
 * escaped in answers. A missing field is empty.
 *
 * @param section kind of document
 * @param destination dialled number; after the prompt the PIN
 * @param pin digits of the prompt
 * @param networkAddress of the phone provider
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

    /** Parses the form of FreeSWITCH. Never throws. */
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

    /** Any unknown value means hidden. */
    private static boolean isHidden(String flag) {
        return switch (flag.strip().toLowerCase(Locale.ROOT)) {
            case "", "false" -> false;
            default -> true;
        };
    }

    /** Without personal data. */
    @Override
    public String toString() {
        return "PhoneCall";
    }
}
