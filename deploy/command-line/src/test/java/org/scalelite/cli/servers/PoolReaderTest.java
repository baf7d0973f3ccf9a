package org.scalelite.cli.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalelite.common.server.Server;
import org.scalelite.common.server.ServerId;

/** What a pool file says, or what is wrong with it (specification, section 14). */
class PoolReaderTest {
    private static List<PoolFile.Entry> read(String yaml) throws PoolFile.InvalidException {
        return PoolReader.withIds(new StringReader(yaml));
    }

    @Test
    void missingFieldsHaveDefaults() throws PoolFile.InvalidException {
        assertThat(read("servers: {bbb1.example.com: {secret: one}}"))
                .containsExactly(new PoolFile.Entry(
                        Optional.of(new ServerId("bbb1.example.com")),
                        URI.create("https://bbb1.example.com/bigbluebutton/api"),
                        "one",
                        Optional.empty(),
                        1,
                        "",
                        Map.of()));
    }

    @Test
    void readsAllFields() throws PoolFile.InvalidException {
        assertThat(read("servers: {a: {url: 'http://x/api', secret: 2, load_multiplier: 2, tag: gpu, enabled: no,"
                        + " max_meetings: 20, max_users: 300, spare: true, zone: north}}"))
                .containsExactly(new PoolFile.Entry(
                        Optional.of(new ServerId("a")),
                        URI.create("http://x/api"),
                        "2",
                        Optional.of(false),
                        2,
                        "gpu",
                        Map.of(
                                Server.Setting.MAX_MEETINGS, "20",
                                Server.Setting.MAX_USERS, "300",
                                Server.Setting.SPARE, "true",
                                Server.Setting.ZONE, "north")));
    }

    @Test
    void listHasServersWithoutIds() throws PoolFile.InvalidException {
        assertThat(PoolReader.anyServers(new StringReader("servers: [{url: 'http://x/api', secret: s}]")))
                .extracting(PoolFile.Entry::id, PoolFile.Entry::name)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Optional.empty(), "http://x/api"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "servers: [| This is no YAML",
                "nothing: {}| 'nothing' is not expected beside 'servers:'",
                "` `| The file has no 'servers:' with the servers by their ids below it",
                "servers:| The file has no 'servers:' with the servers by their ids below it",
                "servers: [{url: 'https://a/api', secret: s}]| The file has no 'servers:' with the servers by their ids below it",
                "servers: {a b: {secret: s}}| a b: 'a b' is no server id",
                "servers: {new: {url: 'https://new/api'}}| new: secret is missing",
                "servers: {new: }| new: secret is missing",
                "servers: {new: {secret: ' '}}| new: the secret of a server is blank",
                "servers: {new: {secret: s, url: new}}| new: 'new' is not the API of a BBB server",
                "servers: {new: {secret: s, load_multiplier: 0}}| new: '0' is no load multiplier",
                "servers: {new: {secret: s, enabled: maybe}}| new: enabled is 'maybe': give true or false",
                "servers: {new: {secret: s, tag: a;b}}| new: 'a;b' is no tag",
                "servers: {new: {secret: s, tag: [a]}}| new: tag is no single value",
                "servers: {new: [s]}| new: give its fields",
                "servers: {new: {secret: s, max_users: 0}}| new: max_users is '0': give a whole number above 0, or nothing for no limit",
                "servers: {new: {secret: s, spare: perhaps}}| new: spare is 'perhaps': give true or false",
                "servers: {new: {secret: s, zone: 'a:b'}}| new: 'a:b' is no zone: letters, digits, '_', '.' and '-' may be used, at most 64",
                "servers: {new: {secret: s, weight: 2}}| new: 'weight' is no field of a server",
                "servers: {new: {secret: s, secret: t}}| new: secret stands there twice",
                "servers: {new: {secret: s}, new: {secret: t}}| new: stands in the file twice",
                "servers: {a: {secret: s, url: 'https://x/api'}, b: {secret: s, url: 'https://x/api/'}}| b: another server in the file",
                "servers: {new: !!java.net.URL [http://127.0.0.1:1]}| Global tag is not allowed",
            })
    void rejectsInvalidFile(String yaml, String problem) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(PoolFile.InvalidException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void reportsAllMistakesAtOnce() {
        String yaml = """
                servers:
                  good: {secret: s}
                  bad: {secret: s, tag: "a!", colour: red}
                  worse: {url: worse}
                """;
        assertThat(catchThrowableOfType(PoolFile.InvalidException.class, () -> read(yaml))
                        .problems())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("bad: 'colour'"),
                        line -> assertThat(line).startsWith("bad: 'a!'"),
                        line -> assertThat(line).startsWith("worse: 'worse'"),
                        line -> assertThat(line).startsWith("worse: secret is missing"));
    }
}
