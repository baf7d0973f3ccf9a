package org.scalelite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which errors of Redis mean that it is unavailable. */
class RedisRefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # error                                                     | unavailable | any command | read-only | login
            READONLY You can't write against a read only replica.       | true  | false | true  | false
            ERR Error running script: @user_script: -READONLY You can't | true  | false | true  | false
            NOREPLICAS Not enough good replicas to write.               | true  | false | false | false
            MASTERDOWN Link with MASTER is down                         | true  | true  | false | false
            LOADING Redis is loading the dataset in memory              | true  | true  | false | false
            BUSY Redis is busy running a script.                        | true  | true  | false | false
            MISCONF Redis is configured to save RDB snapshots           | true  | false | false | false
            OOM command not allowed when used memory > 'maxmemory'.     | true  | false | false | false
            NOAUTH Authentication required.                             | true  | true  | false | true
            WRONGPASS invalid username-password pair                    | false | false | false | true
            ERR invalid password                                        | false | false | false | true
            ERR Client sent AUTH, but no password is set                | false | false | false | true
            NOPERM this user has no permissions                         | false | false | false | false
            ERR unknown command                                         | false | false | false | false
            WRONGTYPE Operation against a key holding the wrong kind    | false | false | false | false
            """)
    void tellsRefusalsFromFaults(
            String error, boolean unavailable, boolean anyCommand, boolean readOnly, boolean login) {
        RedisCommandExecutionException failure = new RedisCommandExecutionException(error);
        assertThat(RedisRefusal.translated(failure) instanceof RedisUnavailableException)
                .isEqualTo(unavailable);
        assertThat(RedisRefusal.rejectsAllCommands(failure)).isEqualTo(anyCommand);
        assertThat(RedisRefusal.isReadOnly(failure)).isEqualTo(readOnly);
        assertThat(RedisRefusal.isAuthenticationError(new IllegalStateException("cannot connect", failure)))
                .isEqualTo(login);
    }

    @ParameterizedTest
    @CsvSource({"Cannot connect to Redis, REDIS_URL", "Cannot connect to a Redis Sentinel, REDIS_SENTINEL_PASSWORD"})
    void namesTheVariableOfTheLogin(String context, String variable) {
        Throwable failure = new IllegalStateException(context, new RedisCommandExecutionException("NOAUTH required"));
        assertThat(RedisRefusal.loginProblem(failure))
                .startsWith("refuses the login (NOAUTH required): ")
                .endsWith(variable);
    }
}
