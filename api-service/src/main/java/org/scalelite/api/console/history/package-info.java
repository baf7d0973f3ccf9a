/** Pages of what was: meetings that ran, their recordings, and events of servers. */
@NullMarked
package org.scalelite.api.console.history;

import org.jspecify.annotations.NullMarked;
