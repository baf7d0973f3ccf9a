package org.scalelite.stores;

/** A store for tests: its URL, which kind it is and why, and how it is given up. */
public record Store(String url, String origin, AutoCloseable ending) {}
