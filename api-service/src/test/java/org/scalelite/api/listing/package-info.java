/** Lists that many callers share. */
@NullMarked
package org.scalelite.api.listing;

import org.jspecify.annotations.NullMarked;
