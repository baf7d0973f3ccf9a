/** The command line over recordings and callbacks. */
@NullMarked
package org.scalelite.importer.cli;

import org.jspecify.annotations.NullMarked;
