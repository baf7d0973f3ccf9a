/** What is in an archive. */
@NullMarked
package org.scalelite.importer.archive;

import org.jspecify.annotations.NullMarked;
