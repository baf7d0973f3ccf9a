/** Calls about the sessions of users: of all users, and of one session token. */
@NullMarked
package org.scalelite.api.session;

import org.jspecify.annotations.NullMarked;
