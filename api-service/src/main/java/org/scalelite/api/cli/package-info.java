/** The command line over the registry. */
@NullMarked
package org.scalelite.api.cli;

import org.jspecify.annotations.NullMarked;
