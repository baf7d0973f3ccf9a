/** Health checks and metrics of this replica. */
@NullMarked
package org.scalelite.api.health;

import org.jspecify.annotations.NullMarked;
