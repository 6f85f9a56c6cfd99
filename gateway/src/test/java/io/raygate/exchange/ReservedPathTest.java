package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-71, S-109: the paths of Ray's own endpoints, in the ways in which Ray would read them. */
class ReservedPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/-/healthz",
                "/-/routes",
                "/-/",
                "/-",
                "/-%2Fhealthz",
                "/%2F-/healthz",
                "/%2F%2F-%2Fhealthz",
                "/api/serve/applications/",
                "/api",
                "/nodes",
                "/nodes/x",
                "/nodes;x=1",
                "/nodes%3Bx",
                "/logical/actors",
                "/metrics",
                "/logs/",
                "/logs%2Fx",
                "/ray.serve.RayServeAPIService/Healthz",
                "/ray.serve.RayServeAPIService/ListApplications",
            })
    void matchesEachReservedPathAndAllBelow(String path) {
        assertThat(ReservedPath.matches(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/-x",
                "/--/healthz",
                "/apiary",
                "/nodes2",
                "/x/nodes",
                "/x/-/healthz",
                "/Metrics",
                "/logsink",
                "/v1/logs",
                "/ray.serve.UserDefinedService/__call__",
                "/ray.serve.RayServeAPIServiceX/y",
            })
    void leavesOtherPathsAlone(String path) {
        assertThat(ReservedPath.matches(path)).isFalse();
    }
}
