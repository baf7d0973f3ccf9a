/** Meetings that ran, and samples of the pool, in PostgreSQL. */
@NullMarked
package org.scalelite.common.history;

import org.jspecify.annotations.NullMarked;
