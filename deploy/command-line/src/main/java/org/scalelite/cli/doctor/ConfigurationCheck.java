package org.scalelite.cli.doctor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.scalelite.common.config.ConfigurationException;
import org.scalelite.common.config.Settings;
import org.scalelite.common.config.Variable;
import org.scalelite.common.config.Variables;
import org.scalelite.common.doctor.Finding;
import org.scalelite.common.text.Amounts;

/** What is missing in the environment, too weak, or contradicts something else there. */
final class ConfigurationCheck {
    private static final int SHORTEST_SECRET = 16;
    private static final int SHORTEST_KEY = 32;
    private static final String RANDOM = "'openssl rand -hex 64' makes one";

    private final Settings settings;
    private final List<Finding> findings = new ArrayList<>();

    private ConfigurationCheck(Settings settings) {
        this.settings = settings;
    }

    static List<Finding> run(Settings settings) {
        ConfigurationCheck check = new ConfigurationCheck(settings);
        check.secrets();
        check.hosts();
        check.database();
        check.times();
        check.voiceBridges();
        check.parameters();
        new RecordingSettingsCheck(settings, check).run();
        if (check.findings.isEmpty()) {
            return List.of(Finding.ok("environment", "all variables can be read and fit together"));
        }
        return check.findings;
    }

    /** One problem for each variable that cannot be read. */
    static List<Finding> unreadable(ConfigurationException failure) {
        return failure.problems().stream()
                .map(problem -> Finding.problem(
                        "environment", problem, "correct it; docs/configuration.md lists what is allowed"))
                .toList();
    }

    private void secrets() {
        Optional<String> secret = settings.get(Variables.LOADBALANCER_SECRET);
        if (secret.isEmpty()) {
            problem(
                    Variables.LOADBALANCER_SECRET,
                    "is not set or blank: the API does not start",
                    "set it to the secret that the front-ends sign with; " + RANDOM);
        }
        secret.ifPresent(text -> notShort(Variables.LOADBALANCER_SECRET, text, SHORTEST_SECRET));
        settings.get(Variables.LOADBALANCER_SECRETS)
                .forEach(text -> notShort(Variables.LOADBALANCER_SECRETS, text, SHORTEST_SECRET));
        Optional<String> key = settings.get(Variables.SECRET_KEY_BASE);
        key.ifPresent(text -> notShort(Variables.SECRET_KEY_BASE, text, SHORTEST_KEY));
        if (key.isPresent()) {
            return;
        }
        if (settings.get(Variables.PROTECTED_RECORDINGS_ENABLED)) {
            problem(
                    Variables.SECRET_KEY_BASE,
                    "is not set, but PROTECTED_RECORDINGS_ENABLED is true: nobody can watch a protected recording",
                    "set it to a long random text, the same for every replica; " + RANDOM);
        } else {
            warning(
                    Variables.SECRET_KEY_BASE,
                    "is not set: whoever knows LOADBALANCER_SECRET can compute the voice bridge of a meeting, and nobody"
                            + " can watch a protected recording",
                    "set it to a long random text, the same for every replica; " + RANDOM);
        }
    }

    private void notShort(Variable<?> variable, String secret, int shortest) {
        if (secret.length() < shortest) {
            warning(
                    variable,
                    "holds a secret of %s, which can be guessed".formatted(Amounts.count(secret.length(), "character")),
                    "use one of %d or more; %s".formatted(shortest, RANDOM));
        }
    }

    private void hosts() {
        if (settings.get(Variables.URL_HOST).isEmpty() && settings.get(Variables.MULTITENANCY_ENABLED)) {
            problem(
                    Variables.URL_HOST,
                    "is not set, but MULTITENANCY_ENABLED is true: any host is taken for a tenant's",
                    "set it to the public host name; tenants are sub-domains of it");
        }
        if (settings.isGiven(Variables.FSAPI_PASSWORD)
                && settings.get(Variables.FSAPI_PASSWORD).isEmpty()) {
            warning(
                    Variables.FSAPI_PASSWORD,
                    "is empty: anybody may ask /fsapi for dialplans",
                    "give it a password, a random one if nobody dials in; " + RANDOM);
        }
        if (!settings.isGiven(Variables.FSAPI_PASSWORD)) {
            findings.add(Finding.note(
                    Variables.FSAPI_PASSWORD.name(),
                    "is not set: FreeSWITCH is let in with LOADBALANCER_SECRET, which opens everything else; "
                            + RANDOM));
        }
    }

    private void database() {
        boolean off = settings.get(Variables.DB_DISABLED);
        boolean given = settings.get(Variables.DATABASE_URL).isPresent();
        if (!off && !given) {
            problem(
                    Variables.DATABASE_URL,
                    "is not set: the API does not start",
                    "set it, or set DB_DISABLED=true to do without recordings");
        }
        if (off && given) {
            warning(Variables.DB_DISABLED, "is true, but DATABASE_URL is set: there are no recordings", "unset one");
        }
    }

    private void times() {
        if (settings.get(Variables.RESPONSE_TIMEOUT).compareTo(settings.get(Variables.CONNECT_TIMEOUT)) < 0) {
            warning(
                    Variables.RESPONSE_TIMEOUT,
                    "is shorter than CONNECT_TIMEOUT, though it includes it: no slow server is ever connected to",
                    "make it longer than CONNECT_TIMEOUT");
        }
        if (settings.get(Variables.POLLER_WAIT_TIMEOUT).compareTo(settings.get(Variables.RESPONSE_TIMEOUT)) < 0) {
            warning(
                    Variables.POLLER_WAIT_TIMEOUT,
                    "is shorter than RESPONSE_TIMEOUT: a poll cycle does not wait for slow servers",
                    "make it as long as RESPONSE_TIMEOUT");
        }
        if (settings.get(Variables.DEFAULT_MEETING_TTL)
                        .compareTo(settings.get(Variables.POLL_INTERVAL).multipliedBy(2))
                < 0) {
            problem(
                    Variables.DEFAULT_MEETING_TTL,
                    "is shorter than two POLL_INTERVALs: meetings are forgotten while they run",
                    "make it hours longer than POLL_INTERVAL; the default is a day");
        }
    }

    private void voiceBridges() {
        int shortest = settings.get(Variables.VOICE_BRIDGE_LEN_MIN);
        int longest = settings.get(Variables.VOICE_BRIDGE_LEN_MAX);
        int digits = settings.get(Variables.VOICE_BRIDGE_LEN);
        if (digits < shortest || digits > longest) {
            problem(
                    Variables.VOICE_BRIDGE_LEN,
                    "is %d, but the dial-in prompt takes %d to %d digits: nobody can call in"
                            .formatted(digits, shortest, longest),
                    "choose VOICE_BRIDGE_LEN_MIN and VOICE_BRIDGE_LEN_MAX around it");
        }
    }

    private void parameters() {
        excludedInVain(Variables.CREATE_EXCLUDE_PARAMS, Variables.OVERRIDE_CREATE_PARAMS);
        excludedInVain(Variables.JOIN_EXCLUDE_PARAMS, Variables.OVERRIDE_JOIN_PARAMS);
        defaultInVain(Variables.DEFAULT_CREATE_PARAMS, Variables.OVERRIDE_CREATE_PARAMS);
        defaultInVain(Variables.DEFAULT_JOIN_PARAMS, Variables.OVERRIDE_JOIN_PARAMS);
    }

    private void excludedInVain(Variable<List<String>> excluded, Variable<Map<String, String>> overrides) {
        Set<String> both = new HashSet<>(settings.get(excluded));
        both.retainAll(settings.get(overrides).keySet());
        both.forEach(name -> warning(
                excluded,
                "drops %s, but %s sets it for every call: it is sent".formatted(name, overrides.name()),
                "take it out of one of them"));
    }

    private void defaultInVain(Variable<Map<String, String>> defaults, Variable<Map<String, String>> overrides) {
        Set<String> both = new HashSet<>(settings.get(defaults).keySet());
        both.retainAll(settings.get(overrides).keySet());
        both.forEach(name -> warning(
                defaults,
                "has a default for %s, but %s always wins".formatted(name, overrides.name()),
                "take it out of one of them"));
    }

    void warning(Variable<?> variable, String what, String cure) {
        findings.add(Finding.warning(variable.name(), what, cure));
    }

    void problem(Variable<?> variable, String what, String cure) {
        findings.add(Finding.problem(variable.name(), what, cure));
    }
}
