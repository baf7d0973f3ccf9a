package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys in Redis are named in one place. */
class RedisKeyTest {
    private static final Path DOCUMENT = Path.of("../docs/redis.md");
    private static final Path SCRIPTS = Path.of("src/main/resources/redis");
    private static final String HEAD = "| key | type | content |\n|---|---|---|\n";

    @Test
    void namesTakeTheNamespaceAndOneValue() {
        RedisNamespace keys = RedisNamespace.below("x");
        assertThat(keys.of(RedisKey.SERVERS)).isEqualTo("x:servers");
        assertThat(keys.of(RedisKey.ENDED_URL_CLAIM, "1")).isEqualTo("x:v2:ended_url:1:claim");
        assertThat(RedisNamespace.below("").of(RedisKey.POLL_COUNTERS, "id")).isEqualTo("id");
        assertThatThrownBy(() -> keys.of(RedisKey.SERVER)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keys.of(RedisKey.SERVERS, "1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keysHaveDifferentNames() {
        assertThat(Stream.of(RedisKey.values()).map(RedisKey::row)).doesNotHaveDuplicates();
    }

    @Test
    void scriptsNameNoKeyThemselves() throws IOException {
        Pattern literal = Pattern.compile("P \\.\\. '|'v2:|'(meeting|server|tenant|tenant_\\w+):'");
        try (Stream<Path> scripts = Files.walk(SCRIPTS)) {
            assertThat(scripts.filter(Files::isRegularFile).flatMap(RedisKeyTest::lines))
                    .filteredOn(line -> literal.matcher(line).find())
                    .isEmpty();
        }
    }

    @Test
    void scriptsRunOnRedis5() throws IOException {
        Pattern newer = Pattern.compile(
                "'(COPY|EVAL_RO|EXPIRETIME|GETDEL|GETEX|HRANDFIELD|LMOVE|LMPOP|LPOS|PEXPIRETIME|SINTERCARD"
                        + "|SMISMEMBER|XAUTOCLAIM|ZDIFF|ZDIFFSTORE|ZINTER|ZINTERCARD|ZMPOP|ZMSCORE|ZRANDMEMBER|ZRANGESTORE|ZUNION"
                        + "|LT|GT|KEEPTTL|EXAT|PXAT|BYSCORE|BYLEX|REV|MINID|NOMKSTREAM)'");
        try (Stream<Path> scripts = Files.walk(SCRIPTS)) {
            assertThat(scripts.filter(Files::isRegularFile).flatMap(RedisKeyTest::lines))
                    .filteredOn(line -> newer.matcher(line).find())
                    .isEmpty();
        }
    }

    private static Stream<String> lines(Path script) {
        try {
            return Files.readAllLines(script).stream().map(line -> script.getFileName() + ": " + line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code UPDATE_DOCS=true ./mvnw -pl common-model test -Dtest=RedisKeyTest} writes the tables again. */
    @Test
    void documentHasTheKeys() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<String> texts = List.of(document.split(Pattern.quote(HEAD) + "(\\|.*\n)*", -1));
        assertThat(texts).as("texts around two tables").hasSize(3);
        String expected = texts.get(0) + HEAD + rows(false) + texts.get(1) + HEAD + rows(true) + texts.get(2);
        if (Boolean.parseBoolean(System.getenv("UPDATE_DOCS"))) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    private static String rows(boolean ours) {
        return Stream.of(RedisKey.values())
                .filter(key -> key.isOurs() == ours)
                .map(key -> key.row() + "\n")
                .collect(Collectors.joining());
    }
}
