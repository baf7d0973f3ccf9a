package org.scalelite.api.console.page;

/** What went wrong. */
public record ErrorPage(Frame frame, int status, String reason) {}
