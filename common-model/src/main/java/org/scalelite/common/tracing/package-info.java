/** Traces for OpenTelemetry. */
@NullMarked
package org.scalelite.common.tracing;

import org.jspecify.annotations.NullMarked;
