/** Why meetings are on their servers, and where new ones would go. */
@NullMarked
package org.scalelite.cli.placement;

import org.jspecify.annotations.NullMarked;
