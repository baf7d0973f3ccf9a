/** The door to PostgreSQL. */
@NullMarked
package org.scalelite.common.database;

import org.jspecify.annotations.NullMarked;
