/** What can be wrong in the registry as a whole, and how it is put right. */
@NullMarked
package org.scalelite.common.registry;

import org.jspecify.annotations.NullMarked;
