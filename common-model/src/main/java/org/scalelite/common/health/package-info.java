/** Health of Redis and PostgreSQL. */
@NullMarked
package org.scalelite.common.health;

import org.jspecify.annotations.NullMarked;
