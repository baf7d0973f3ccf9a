/** How commands answer: lines, tables, JSON and exit codes. */
@NullMarked
package org.scalelite.cli.output;

import org.jspecify.annotations.NullMarked;
