package org.scalelite.importer.job;

import java.nio.file.Path;

/**
 * An archive that was quarantined.
 *
 * @param name there; it may differ from what it was in the spool
 * @param directory in which it lies
 * @param attempts before it was quarantined; 0 if that is not known
 */
public record FailedArchive(String name, Path directory, long bytes, int attempts, String reason) {}
