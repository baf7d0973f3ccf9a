/** Hooks: the calls of front-ends, the intake of events from BBB servers, and their delivery (docs/adr/0050). */
@NullMarked
package org.scalelite.api.hook;

import org.jspecify.annotations.NullMarked;
