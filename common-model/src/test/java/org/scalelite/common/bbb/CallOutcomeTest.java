package org.scalelite.common.bbb;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The outcome of a call as a label. */
class CallOutcomeTest {
    private static Stream<Method> errors() {
        return Arrays.stream(BbbError.class.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == BbbError.class);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void keysOfTheBalancerAreInTheList(Method error) throws ReflectiveOperationException {
        Object[] arguments = Arrays.stream(error.getParameterTypes())
                .map(type -> type == String.class ? "x" : type == long.class ? (Object) 1L : (Object) 1)
                .toArray();
        String key = ((BbbError) error.invoke(null, arguments)).key();
        assertThat(BbbError.outcome(key)).isEqualTo(key);
    }

    @Test
    void keysOfServersAreLimited() {
        BbbReply reply = new BbbReply.Failed(new BbbError("key\n".repeat(1000), "message"), new byte[0]);
        assertThat(reply.outcome()).isEqualTo("other");
        assertThat(new BbbReply.Failed(new BbbError("notFound", ""), new byte[0]).outcome())
                .isEqualTo("notFound");
    }

    @Test
    void repliesWithoutAKeyHaveOutcomesOfTheirOwn() {
        assertThat(new BbbReply.Success(new byte[0]).outcome()).isEqualTo("SUCCESS");
        assertThat(new BbbReply.Unreadable("x").outcome()).isEqualTo("unreadable");
        assertThat(new BbbReply.Unreachable("x", true).outcome()).isEqualTo("noAnswer");
        assertThat(new BbbReply.Unreachable("x", false).outcome()).isEqualTo("unreachable");
        assertThat(new BbbReply.ServerError(502).outcome()).isEqualTo("serverError");
        assertThat(new BbbClient.Fetched.Overloaded("x").outcome()).isEqualTo("overloaded");
    }
}
