package org.scalelite.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalelite.common.checksum.ChecksumAlgorithm;

/** The environment variables (specification, section 2). */
class SettingsTest {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");
    private static final String MARK = "<!-- generated -->\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            URL_HOST                            | https://sl.example.org
            LOADBALANCER_CHECKSUM_ALGORITHM     | MD5
            STRICT_FORM_CHECKSUM                | maybe
            MAX_BODY_MIB                        | 0
            GET_MEETINGS_API_DISABLED           | yes please
            GET_MEETINGS_MAX_AGE                | -1
            GET_MEETINGS_BUFFER_MIB             | 0
            ANSWER_STALL_TIMEOUT                | 0
            GET_RECORDINGS_API_FILTERED         | 1
            REDIS_URL                           | localhost:6379
            REDIS_NAMESPACE                     | my space
            REDIS_TIMEOUT                       | -1
            DATABASE_URL                        | mysql://localhost/scalelite
            DB_DISABLED                         | on
            DB_CONNECTION_RETRY_COUNT           | -1
            REDIS_POOL                          | many
            POLL_INTERVAL                       | 0
            INTERVAL                            | soon
            POLLER_THREADS                      | -5
            POLLER_WAIT_TIMEOUT                 | 10s
            CONNECT_TIMEOUT                     | five
            RESPONSE_TIMEOUT                    | 0
            SERVER_HEALTHY_THRESHOLD            | 0
            SERVER_UNHEALTHY_THRESHOLD          | 1.5
            LOAD_MIN_USER_COUNT                 | -1
            LOAD_JOIN_BUFFER_TIME               | 1h
            MAX_MEETING_DURATION                | -1
            DEFAULT_MEETING_TTL                 | forever
            MEETING_HISTORY_DAYS                | -1
            DEFAULT_CREATE_PARAMS               | a
            DEFAULT_JOIN_PARAMS                 | =b
            OVERRIDE_CREATE_PARAMS              | a=1,b
            OVERRIDE_JOIN_PARAMS                | ,b
            SERVER_ID_IS_HOSTNAME               | hostname
            RECORDING_DISABLED                  | disabled
            RECORDING_IMPORT_UNPUBLISHED        | 2
            RECORDING_SPOOL_DIR                 | spool
            RECORDING_WORK_DIR                  | ./work
            RECORDING_PUBLISH_DIR               | published
            RECORDING_UNPUBLISH_DIR             | ../unpublished
            RECORDING_IMPORT_POLL               | sometimes
            RECORDING_IMPORT_POLL_INTERVAL      | 0
            PROTECTED_RECORDINGS_ENABLED        | protected
            PROTECTED_RECORDINGS_TOKEN_TIMEOUT  | 1.5
            PROTECTED_RECORDINGS_TIMEOUT        | -1
            PLAYBACK_DELIVERY                   | apache
            PLAYBACK_PLAYER_DIR                 | player
            RECORDING_IMPORT_THREADS            | 0
            RECORDING_IMPORT_SETTLE_TIME        | 0
            RECORDING_IMPORT_ATTEMPTS           | 0
            RECORDING_IMPORT_LEASE              | -1
            RECORDING_MAX_GIB                   | 0
            RECORDING_MAX_FILES                 | none
            CALLBACK_ALLOWED_NETWORKS           | 10.0.0.0/33
            CALLBACK_ALLOWED_NETWORKS           | intranet
            CALLBACK_RETRY_TIME                 | 0.5
            S3_RECORDING                        | bucket
            MULTITENANCY_ENABLED                | enabled
            ADMIN_API_TOKENS                    | dashboard:read:token
            ADMIN_API_TOKENS                    | dashboard:admin:0000000000000000000000000000000000000000000000000000000000000000
            ADMIN_API_CHECKSUM                  | maybe
            ADMIN_API_HIDE_SECRETS              | hide
            CONSOLE_OIDC_ISSUER                 | id.example.org
            CONSOLE_OIDC_ISSUER                 | ldap://id.example.org
            CONSOLE_OIDC_ISSUER                 | https://user@id.example.org
            CONSOLE_OIDC_ISSUER                 | https://id.example.org/?realm=school
            CONSOLE_OIDC_NAME_CLAIM             | a b
            CONSOLE_OIDC_GROUPS_CLAIM           | gruppen ü
            VOICE_BRIDGE_LEN                    | 2
            VOICE_BRIDGE_LEN_MIN                | 0
            VOICE_BRIDGE_LEN_MAX                | 20
            USE_EXTERNAL_VOICE_BRIDGE           | external
            FSAPI_MAX_DURATION                  | long
            FSAPI_PIN_ATTEMPTS                  | -1
            FSAPI_PIN_ATTEMPTS_TOTAL            | unlimited
            FSAPI_PIN_WINDOW                    | 0
            PORT                                | 65536
            BIND                                | 0.0.0.0:3000
            BIND                                | tcp://0.0.0.0:65536
            BIND                                | tcp://my_host:3000
            REDIS_URL                           | redis://localhost:6379/abc
            REDIS_URL                           | redis-sentinel://localhost:26379/0
            DEFAULT_MEETING_TTL                 | 0.5
            DEFAULT_LOCALE                      | ?
            RAILS_LOG_LEVEL                     | loud
            LOG_FORMAT                          | xml
            ALIVE_FILE                          | alive
            RAILS_MAX_THREADS                   | some
            WEB_CONCURRENCY                     | auto
            NGINX_SSL                           | tls
            NGINX_BEHIND_PROXY                  | proxy
            NGINX_RECORDINGS_ONLY               | only
            SCALELITE_API_PORT                  | 0
            """)
    void namesAWrongValueAndAllowedOnes(String variable, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(variable, value)))
                .isInstanceOfSatisfying(ConfigurationException.class, wrong -> {
                    assertThat(wrong.problems()).hasSize(1);
                    assertThat(wrong.problems().getFirst())
                            .matches("(?s)[A-Z0-9_]+ is .*, which is not allowed: give .*")
                            .doesNotContain("\n");
                    if (!variable.equals("INTERVAL")) {
                        assertThat(wrong.problems().getFirst()).startsWith(variable + " is ");
                    }
                });
    }

    @Test
    void tableCoversEveryCheckedVariable() {
        Set<String> anyTextWillDo = Set.of(
                "LOADBALANCER_SECRET",
                "LOADBALANCER_SECRETS",
                "REDIS_SENTINEL_PASSWORD",
                "CREATE_EXCLUDE_PARAMS",
                "JOIN_EXCLUDE_PARAMS",
                "RECORDING_PLAYBACK_FORMATS",
                "CONSOLE_OIDC_CLIENT_ID",
                "CONSOLE_OIDC_CLIENT_SECRET",
                "CONSOLE_OIDC_SCOPES",
                "CONSOLE_OIDC_WRITE_GROUPS",
                "CONSOLE_OIDC_READ_GROUPS",
                "SECRET_KEY_BASE",
                "FSAPI_PASSWORD",
                "BUILD_NUMBER",
                // OpenTelemetry checks these when traces are on.
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "OTEL_SERVICE_NAME",
                "OTEL_RESOURCE_ATTRIBUTES",
                "OTEL_TRACES_SAMPLER",
                "OTEL_TRACES_SAMPLER_ARG");
        Set<String> takeAnything = Variables.all().stream()
                .filter(SettingsTest::takesAnything)
                .map(Variable::name)
                .collect(Collectors.toSet());
        assertThat(takeAnything).isEqualTo(anyTextWillDo);
    }

    private static boolean takesAnything(Variable<?> variable) {
        try {
            Settings.of(Map.of(variable.name(), " ? {} ,=,: "));
            return true;
        } catch (ConfigurationException _) {
            return false;
        }
    }

    @Test
    void namesEveryWrongVariable() {
        assertThatThrownBy(() -> Settings.of(Map.of("PORT", "x", "POLL_INTERVAL", "y")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.problems()).hasSize(2));
    }

    @Test
    void doesNotShowSecrets() {
        assertThatThrownBy(
                        () -> Settings.of(Map.of("DATABASE_URL", "mysql://user:hunter2@db/x", "REDIS_URL", "hunter2")))
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("DATABASE_URL is (hidden)");
    }

    @Test
    void readsASecretFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "from a file\n");
        Settings settings = Settings.of(Map.of("LOADBALANCER_SECRET_FILE", file.toString()));
        assertThat(settings.get(Variables.LOADBALANCER_SECRET)).contains("from a file");
    }

    @Test
    void namesAnUnusableSecretFile(@TempDir Path directory) throws IOException {
        Path large = Files.writeString(directory.resolve("large"), "x".repeat(70_000));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 1});
        Map<String, String> environment = Map.of(
                "LOADBALANCER_SECRET_FILE", directory.resolve("missing").toString(),
                "SECRET_KEY_BASE_FILE", large.toString(),
                "REDIS_URL_FILE", binary.toString(),
                "DATABASE_URL", "postgresql://u:p@localhost/x",
                "DATABASE_URL_FILE", large.toString());
        assertThatThrownBy(() -> Settings.of(environment))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.problems())
                                .hasSize(4)
                                .anyMatch(line -> line.startsWith("LOADBALANCER_SECRET_FILE names")
                                        && line.contains("NoSuchFile"))
                                .anyMatch(line -> line.startsWith("SECRET_KEY_BASE_FILE names")
                                        && line.contains("at most 64 KiB"))
                                .anyMatch(line -> line.startsWith("REDIS_URL_FILE names") && line.contains("UTF-8"))
                                .contains("DATABASE_URL and DATABASE_URL_FILE are both set: give one of them"));
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_URL, redis://:hun@ter2@redis.example.org:6379, unescaped @",
        "REDIS_URL, rediss://user:hun@t/er2@redis.example.org:6379/0, unescaped @",
        "REDIS_URL, redis://:hun/ter2@redis.example.org:6379, unescaped /",
        "REDIS_URL, redis-sentinel://:hun@ter2@a:26379#main, unescaped @",
        "DATABASE_URL, postgresql://u:hun@ter2@db.example.org/scalelite?pool=5, unescaped @",
    })
    void namesAnUnescapedCharacterInAPassword(String name, String url, String fault) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, url)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(name + " is (hidden)")
                .hasMessageContaining(fault)
                .hasMessageNotContaining("ter2");
    }

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, delimiter = '|', quoteCharacter = '`', textBlock = """
            LOADBALANCER_SECRET|correcthorse # of Moodle|a # after a blank
            LOADBALANCER_SECRETS|one:two	#three|a # after a blank
            SECRET_KEY_BASE|#correcthorse|at its beginning
            FSAPI_PASSWORD|"correcthorse"|begins and ends with a quote
            REDIS_SENTINEL_PASSWORD|'correcthorse'|begins and ends with a quote
            """)
    void remarksOnStrayTextInASecret(String variable, String value, String remark) {
        assertThat(Settings.of(Map.of(variable, value)).remarks())
                .singleElement()
                .asString()
                .startsWith(variable + " ")
                .contains(remark)
                .doesNotContain("horse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct#horse", "correct horse", "\"", "it's", "'a\"", ";correct"})
    void acceptsAnOrdinarySecretWithoutARemark(String secret) {
        assertThat(Settings.of(Map.of("LOADBALANCER_SECRET", secret)).remarks()).isEmpty();
    }

    /** {@code LOADBALANCER_SECRET=   # openssl rand -hex 24}, as parsed by systemd and docker. */
    @ParameterizedTest
    @ValueSource(
            strings = {"LOADBALANCER_SECRET", "SECRET_KEY_BASE", "FSAPI_PASSWORD", "REDIS_URL", "LOADBALANCER_SECRETS"})
    void rejectsASecretThatIsOnlyAComment(String variable) {
        assertThatThrownBy(() -> Settings.of(Map.of(variable, "  # openssl rand -hex 24")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.problems())
                                .singleElement()
                                .asString()
                                .startsWith(variable + " is a comment, which is not allowed: give ")
                                .endsWith("comments a line of their own"));
    }

    @Test
    void namesAStrayCommentInAWrongValue() {
        assertThatThrownBy(() -> Settings.of(Map.of("PORT", "3000 # of the API")))
                .hasMessageContaining("PORT is")
                .hasMessageContaining("give comments a line of their own");
    }

    @Test
    void bindAddressMayOmitThePort() {
        assertThat(Settings.of(Map.of("BIND", "tcp://127.0.0.1")).get(Variables.BIND))
                .contains(URI.create("tcp://127.0.0.1"));
    }

    @Test
    void blankIsNotSet() {
        Settings settings = Settings.of(Map.of("URL_HOST", " ", "PORT", "", "REDIS_NAMESPACE", ""));
        assertThat(settings.get(Variables.URL_HOST)).isEmpty();
        assertThat(settings.get(Variables.PORT)).isEqualTo(3000);
        assertThat(settings.get(Variables.REDIS_NAMESPACE))
                .as("an empty namespace means no prefix")
                .isEmpty();
    }

    @Test
    void emptyPasswordIsSet() {
        assertThat(Settings.of(Map.of()).isGiven(Variables.FSAPI_PASSWORD)).isFalse();
        assertThat(Settings.of(Map.of("FSAPI_PASSWORD", "")).isGiven(Variables.FSAPI_PASSWORD))
                .isTrue();
        assertThat(Settings.of(Map.of("URL_HOST", "")).isGiven(Variables.URL_HOST))
                .as("if blank is not a value")
                .isFalse();
    }

    @Test
    void readsUnits() {
        Settings settings = Settings.of(Map.of(
                "INTERVAL", "30",
                "CONNECT_TIMEOUT", "0.25",
                "MAX_MEETING_DURATION", "90",
                "LOADBALANCER_CHECKSUM_ALGORITHM", "SHA1:sha512",
                "DEFAULT_CREATE_PARAMS", "b=1, a=2",
                "LOADBALANCER_SECRETS", "one::two",
                "MULTITENANCY_ENABLED", "TRUE"));
        assertThat(settings.get(Variables.POLL_INTERVAL)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.get(Variables.CONNECT_TIMEOUT)).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.get(Variables.MAX_MEETING_DURATION)).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.get(Variables.LOADBALANCER_CHECKSUM_ALGORITHM))
                .containsExactly(ChecksumAlgorithm.SHA1, ChecksumAlgorithm.SHA512);
        assertThat(settings.get(Variables.DEFAULT_CREATE_PARAMS))
                .containsExactly(Map.entry("b", "1"), Map.entry("a", "2"));
        assertThat(settings.get(Variables.LOADBALANCER_SECRETS)).containsExactly("one", "two");
        assertThat(settings.get(Variables.MULTITENANCY_ENABLED)).isTrue();
    }

    @Test
    void nameTakesPrecedenceOverAlias() {
        Settings settings = Settings.of(Map.of("POLL_INTERVAL", "20", "INTERVAL", "30"));
        assertThat(settings.get(Variables.POLL_INTERVAL)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void namesAMissingRequiredVariable() {
        assertThatThrownBy(() -> Settings.of(Map.of()).require(Variables.LOADBALANCER_SECRET))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("LOADBALANCER_SECRET is not set");
    }

    @Test
    void namesAreUnique() {
        List<String> names = Variables.all().stream().map(Variable::name).toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    /** {@code UPDATE_DOCS=true ./mvnw -pl common-model test -Dtest=SettingsTest} writes the table again. */
    @Test
    void documentMatchesTheConfigurationTable() throws IOException {
        String document = Files.readString(DOCUMENT);
        int at = document.indexOf(MARK);
        assertThat(at).as("the mark %s in %s", MARK.strip(), DOCUMENT).isPositive();
        String expected = document.substring(0, at) + MARK + ConfigurationTable.markdown();
        if (Boolean.parseBoolean(System.getenv("UPDATE_DOCS"))) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }
}
