/** Finds what is wrong with an installation, and says what cures it. */
@NullMarked
package org.scalelite.api.doctor;

import org.jspecify.annotations.NullMarked;
