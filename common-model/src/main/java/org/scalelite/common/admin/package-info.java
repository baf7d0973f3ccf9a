/** What operators do: who did it, and what is refused. */
@NullMarked
package org.scalelite.common.admin;

import org.jspecify.annotations.NullMarked;
