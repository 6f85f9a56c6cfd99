/**
 * The commands that administer a running gateway, over the same API as any other program. They
 * decide how things are asked for and shown, and nothing else: what is allowed, the gateway says.
 */
@NullMarked
package io.raygate.cli;

import org.jspecify.annotations.NullMarked;
