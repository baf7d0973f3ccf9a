package org.scalelite.common.testing;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The architecture rules of a module: those of every module, and its own in the subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModuleArchitecture {
    protected final JavaClasses classes;
    private final String module;

    protected ModuleArchitecture(String module) {
        this.module = module;
        this.classes = HouseRules.module(module);
    }

    @Test
    public void architectureRulesHold() {
        HouseRules.everywhere(module).forEach(rule -> rule.check(classes));
    }
}
