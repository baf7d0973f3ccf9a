/** The layout of Redis, and the door to it. */
@NullMarked
package org.scalelite.common.redis;

import org.jspecify.annotations.NullMarked;
