/** Metrics and health of a service, and the port that serves them. */
@NullMarked
package org.scalelite.common.metrics;

import org.jspecify.annotations.NullMarked;
