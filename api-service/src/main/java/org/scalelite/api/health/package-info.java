/** Whether this replica can do its work, and its figures. */
@NullMarked
package org.scalelite.api.health;

import org.jspecify.annotations.NullMarked;
