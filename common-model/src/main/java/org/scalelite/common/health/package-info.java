/** Whether the stores behind a service answer. */
@NullMarked
package org.scalelite.common.health;

import org.jspecify.annotations.NullMarked;
