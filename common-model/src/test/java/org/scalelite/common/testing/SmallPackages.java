package org.scalelite.common.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A package has at most 20 files; one with more has two subjects, unless it is named here with its reason. */
final class SmallPackages extends ArchCondition<JavaClass> {
    private static final int MAX_FILES = 20;

    private static final Map<String, Integer> EXCEPTIONS = Map.of(
            // The connection, its failures and the scripts: none is used without the others.
            "org.scalelite.common.redis", 22,
            // The tables of recordings with their files; what one service uses is to move there.
            "org.scalelite.common.recording", 22,
            // One class for each call that does more than forward, and the steps of create.
            "org.scalelite.api.meeting", 21);

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
            int limit = EXCEPTIONS.getOrDefault(name, MAX_FILES);
            if (types.size() > limit) {
                events.add(SimpleConditionEvent.violated(name, name + " has " + types.size() + " files"));
            }
        });
    }
}
