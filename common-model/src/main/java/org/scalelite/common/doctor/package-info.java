/** Checks of the stores, the servers and the registry, each finding with a cure; they change nothing. */
@NullMarked
package org.scalelite.common.doctor;

import org.jspecify.annotations.NullMarked;
