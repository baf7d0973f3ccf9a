/** Importers, spools and archives for tests over a real PostgreSQL. */
@NullMarked
package org.scalelite.importer.testing;

import org.jspecify.annotations.NullMarked;
