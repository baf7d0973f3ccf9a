package org.scalelite.importer;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.scalelite.common.testing.HouseRules;

class ImporterArchitectureTest {
    private static final JavaClasses CLASSES = HouseRules.module("importer");

    @Test
    void theHouseRulesHold() {
        HouseRules.everywhere("importer").forEach(rule -> rule.check(CLASSES));
    }
}
