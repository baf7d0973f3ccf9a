/** From an archive to a recording that can be played. */
@NullMarked
package org.scalelite.importer.publish;

import org.jspecify.annotations.NullMarked;
