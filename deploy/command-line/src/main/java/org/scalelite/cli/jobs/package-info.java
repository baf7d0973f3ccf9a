/** {@code scalelite recordings jobs} and {@code retry}: archives that are not imported yet. */
@NullMarked
package org.scalelite.cli.jobs;

import org.jspecify.annotations.NullMarked;
