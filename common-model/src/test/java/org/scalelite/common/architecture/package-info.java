/** The walls of the house, tested. */
@NullMarked
package org.scalelite.common.architecture;

import org.jspecify.annotations.NullMarked;
