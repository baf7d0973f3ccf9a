package org.scalelite.system;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A stack that does not come up says which container is to blame. */
@Order(7)
class FailingContainerIT {
    @BeforeAll
    static void build() {
        ContainerImages.require();
    }

    @Test
    void theContainerThatFailsIsNamedWithItsLastLines() {
        try (ContainerStack stack = new ContainerStack("compose.failing.yml")) {
            assertThatThrownBy(() -> stack.start("api-1"))
                    .hasMessageContaining("redis")
                    .hasMessageContaining("its health unhealthy")
                    .hasMessageContaining("    the disk of this Redis is full");
        }
    }
}
