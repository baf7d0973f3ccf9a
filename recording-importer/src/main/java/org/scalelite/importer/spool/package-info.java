/** The spool: which archives are there, and what becomes of them. */
@NullMarked
package org.scalelite.importer.spool;

import org.jspecify.annotations.NullMarked;
