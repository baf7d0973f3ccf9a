/** Access to PostgreSQL: configuration, schema, and what all repositories have in common. */
@NullMarked
package org.scalelite.common.database;

import org.jspecify.annotations.NullMarked;
