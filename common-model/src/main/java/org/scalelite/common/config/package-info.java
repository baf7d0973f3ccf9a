/** The environment variables of the suite: their names, types, defaults and meanings, read once and checked. */
@NullMarked
package org.scalelite.common.config;

import org.jspecify.annotations.NullMarked;
