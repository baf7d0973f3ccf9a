/** Server-sent events: what changes in the pool while an operator looks at it. */
@NullMarked
package org.scalelite.api.console.stream;

import org.jspecify.annotations.NullMarked;
