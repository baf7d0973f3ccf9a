/** {@code scalelite doctor}: checks of an installation, each with a cure. */
@NullMarked
package org.scalelite.cli.doctor;

import org.jspecify.annotations.NullMarked;
