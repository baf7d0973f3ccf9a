/** The web console: sessions, pages and actions of operators. */
@NullMarked
package org.scalelite.api.console;

import org.jspecify.annotations.NullMarked;
