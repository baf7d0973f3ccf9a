/** Long lists shared by many callers: fetched once, spooled to bounded disk space, sent at the pace of each caller. */
@NullMarked
package org.scalelite.api.listing;

import org.jspecify.annotations.NullMarked;
