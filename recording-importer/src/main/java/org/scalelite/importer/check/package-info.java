/** Whether the rows of recordings and their files agree. */
@NullMarked
package org.scalelite.importer.check;

import org.jspecify.annotations.NullMarked;
