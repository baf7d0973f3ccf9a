package org.scalelite.importer;

import org.scalelite.common.testing.ModuleArchitecture;

class ImporterArchitectureTest extends ModuleArchitecture {
    ImporterArchitectureTest() {
        super("importer");
    }
}
