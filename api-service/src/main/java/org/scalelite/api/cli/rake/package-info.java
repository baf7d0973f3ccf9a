/** Scalelite's formats: what its rake tasks print, which the scripts of operators parse. Nothing else writes them. */
@NullMarked
package org.scalelite.api.cli.rake;

import org.jspecify.annotations.NullMarked;
