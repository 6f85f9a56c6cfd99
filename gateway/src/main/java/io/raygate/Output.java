package io.raygate;

/** How a command writes its data: for people or for scripts. */
enum Output {
    TABLE,
    JSON
}
