package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/upgrade.md: the suite runs on Redis 5. */
class RedisReleaseTest {
    private static final Pattern NEWER = Pattern.compile("'(COPY|EVAL_RO|EXPIRETIME|GETDEL|GETEX|HRANDFIELD|LMOVE|LMPOP"
            + "|LPOS|PEXPIRETIME|SINTERCARD|SMISMEMBER|XAUTOCLAIM|ZDIFF|ZDIFFSTORE|ZINTER|ZINTERCARD|ZMPOP|ZMSCORE"
            + "|ZRANDMEMBER|ZRANGESTORE|ZUNION|LT|GT|KEEPTTL|EXAT|PXAT|BYSCORE|BYLEX|REV|MINID|NOMKSTREAM)'");

    @Test
    void scriptsUseCommandsOfRedis5() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/redis"))) {
            for (Path script : files.filter(Files::isRegularFile).toList()) {
                Files.readAllLines(script).stream()
                        .filter(line -> NEWER.matcher(line).find())
                        .forEach(line -> found.add(script.getFileName() + ": " + line));
            }
        }
        assertThat(found).isEmpty();
    }
}
