package io.raygate.config;

import java.util.List;

/**
 * A configuration that is refused, with everything that is wrong with it (S-97).
 *
 * @param faults at least one, in the order of the file
 */
public record ConfigProblems(List<ConfigProblem> faults, List<ConfigProblem> warnings)
        implements ConfigResult {}
