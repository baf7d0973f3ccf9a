package org.scalelite.importer.check;

/**
 * Where rows and files differ.
 *
 * @param recordId empty for what belongs to no recording
 * @param format empty if it concerns all formats
 * @param repaired whether it was put right
 */
public record Finding(String recordId, String format, String problem, boolean repaired) {}
