/** The programs of the suite, run as an operator runs them. */
@NullMarked
package org.scalelite.system;

import org.jspecify.annotations.NullMarked;
