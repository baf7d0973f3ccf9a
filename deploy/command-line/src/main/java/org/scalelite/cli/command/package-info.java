/** What commands work on: the stores, the operator's input and what every command does alike. */
@NullMarked
package org.scalelite.cli.command;

import org.jspecify.annotations.NullMarked;
