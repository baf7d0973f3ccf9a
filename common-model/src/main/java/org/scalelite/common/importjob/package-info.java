/** Archives that importers have before them or have quarantined, for those who look after them. */
@NullMarked
package org.scalelite.common.importjob;

import org.jspecify.annotations.NullMarked;
