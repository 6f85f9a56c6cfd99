package io.raygate.config;

/** What loading a configuration came to. */
public sealed interface ConfigResult permits LoadedConfig, ConfigProblems {}
