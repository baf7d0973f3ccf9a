/** Callbacks to front-ends, delivered by the importer. */
@NullMarked
package org.scalelite.importer.callback;

import org.jspecify.annotations.NullMarked;
