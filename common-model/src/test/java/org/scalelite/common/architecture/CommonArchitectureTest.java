package org.scalelite.common.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.HouseRules;

class CommonArchitectureTest {
    private static final JavaClasses CLASSES = HouseRules.module("common");

    @Test
    void theHouseRulesHold() {
        HouseRules.everywhere("common").forEach(rule -> rule.check(CLASSES));
    }
}
