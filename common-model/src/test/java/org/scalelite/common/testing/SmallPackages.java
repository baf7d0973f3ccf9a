package org.scalelite.common.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A package has at most 20 files; one with more has two subjects. */
final class SmallPackages extends ArchCondition<JavaClass> {
    private static final int MAX_FILES = 20;

    private final Map<String, Set<String>> files = new HashMap<>();

    SmallPackages() {
        super("be in a package of at most %d files", MAX_FILES);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String name = type.getName();
        if (!name.contains("$") && !type.getSimpleName().equals("package-info")) {
            files.computeIfAbsent(type.getPackageName(), _ -> new HashSet<>()).add(name);
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        files.forEach((name, types) -> {
            if (types.size() > MAX_FILES) {
                events.add(SimpleConditionEvent.violated(name, name + " has " + types.size() + " files"));
            }
        });
    }
}
