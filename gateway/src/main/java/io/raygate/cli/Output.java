package io.raygate.cli;

/** How a command writes its data: for people or for scripts. */
public enum Output {
    TABLE,
    JSON
}
