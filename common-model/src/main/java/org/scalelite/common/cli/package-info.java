/** What the command lines of several programs share. */
@NullMarked
package org.scalelite.common.cli;

import org.jspecify.annotations.NullMarked;
