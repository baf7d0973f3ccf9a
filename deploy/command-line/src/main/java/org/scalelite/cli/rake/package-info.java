/** Scalelite's tasks and the formats of their output, which scripts of operators parse. */
@NullMarked
package org.scalelite.cli.rake;

import org.jspecify.annotations.NullMarked;
