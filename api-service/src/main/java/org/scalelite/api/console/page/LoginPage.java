package org.scalelite.api.console.page;

/**
 * The form to log in.
 *
 * @param next address after the login
 * @param problem why the last attempt failed; empty: there was none
 * @param hasTokens whether any token can log in
 * @param hasOidc whether operators can log in at an OpenID provider
 */
public record LoginPage(Frame frame, String next, String problem, boolean hasTokens, boolean hasOidc) {}
