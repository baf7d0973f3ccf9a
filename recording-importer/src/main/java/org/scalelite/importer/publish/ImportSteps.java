package org.scalelite.importer.publish;

/** Is told how far an import is. */
@FunctionalInterface
public interface ImportSteps {

    /** An archive has reached this step. */
    void reached(String archive, Step step);
}
