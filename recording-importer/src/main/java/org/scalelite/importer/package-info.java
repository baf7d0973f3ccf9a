/** The recording importer: from a tar in the spool to a published recording. */
@NullMarked
package org.scalelite.importer;

import org.jspecify.annotations.NullMarked;
