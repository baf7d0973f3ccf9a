/** Who works on which archive, and how often it was tried. */
@NullMarked
package org.scalelite.importer.job;

import org.jspecify.annotations.NullMarked;
