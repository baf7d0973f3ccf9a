/** Long lists that many callers share: fetched once, kept in bounded space, sent at each caller's pace. */
@NullMarked
package org.scalelite.api.listing;

import org.jspecify.annotations.NullMarked;
