/** Metrics: the registry of meters, what is read for a scrape, and limits of labels. */
@NullMarked
package org.scalelite.common.metrics;

import org.jspecify.annotations.NullMarked;
