/** Server processes of this machine: programs, directories, start and stop. */
@NullMarked
package org.scalelite.stores.process;

import org.jspecify.annotations.NullMarked;
