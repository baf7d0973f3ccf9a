/** The port for metrics and health of a service. */
@NullMarked
package org.scalelite.common.management;

import org.jspecify.annotations.NullMarked;
