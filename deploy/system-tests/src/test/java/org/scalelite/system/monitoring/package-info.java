/** Prometheus scrapes the running suite: dashboards and alerts of deploy/monitoring. */
@NullMarked
package org.scalelite.system.monitoring;

import org.jspecify.annotations.NullMarked;
