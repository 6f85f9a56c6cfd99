package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.GatewayProcess;
import io.raygate.testing.Python;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** gRPC's own Python client through the gateway to Ray's gRPC proxy. */
@ExtendWith(RealRay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcIT {
    private final GatewayProcess gateway;
    private final Python python;

    GrpcIT(RayClusters ray) {
        gateway = RayGateway.before(ray);
        python = Python.withRay();
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    @Test
    void callsOnce() {
        assertThat(call(gateway.key(), "unary")).containsExactly("hello you from stable/v1");
    }

    @Test
    void readsAStream() {
        assertThat(call(gateway.key(), "stream"))
                .containsExactly(
                        "hello you 0 from stable/v1",
                        "hello you 1 from stable/v1",
                        "hello you 2 from stable/v1");
    }

    /** S-109: a refusal is a gRPC status. */
    @Test
    void refusesAStranger() {
        assertThat(call("nobody", "unary")).containsExactly("UNAUTHENTICATED");
    }

    /** S-109: the route names the application, whatever the caller says. */
    @Test
    void theCallerCannotPickAnotherApplication() {
        assertThat(call(gateway.key(), "foreign")).containsExactly("hello you from stable/v1");
    }

    /** S-71: Ray's own service is open to everybody on Ray's side. */
    @Test
    void raysOwnServiceIsOutOfReach() {
        assertThat(call(gateway.key(), "healthz")).first().isIn("NOT_FOUND", "UNIMPLEMENTED");
    }

    private List<String> call(String key, String call) {
        return python.run("greeter.py", "127.0.0.1:" + gateway.ports().grpc(), key, call);
    }
}
