/** The command line of an operator: one program for the commands of all services. */
@NullMarked
package org.scalelite.cli;

import org.jspecify.annotations.NullMarked;
