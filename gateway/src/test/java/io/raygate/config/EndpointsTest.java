package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a cluster may not lead. */
class EndpointsTest {

    private static List<?> faults(String endpoint) {
        return Configs.faults(Configs.load(Configs.changed("http://127.0.0.1:8001", endpoint)));
    }

    /** S-72. */
    @ParameterizedTest
    @ValueSource(strings = {"6379", "8265", "10001", "44217", "44227", "52365", "08265", "008265"})
    void noEndpointIsAPortOfRaysControlPlane(String port) {
        for (String host : List.of("127.0.0.1", "[::1]", "head.example", "10.0.0.1")) {
            assertThat(faults("http://" + host + ":" + port))
                    .singleElement()
                    .asString()
                    .contains("control plane");
        }
    }

    /** S-88, S-93: no public route reaches the operator's ports. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9090",
                "http://127.9.9.9:9090",
                "http://localhost:9090",
                "https://[::1]:9090",
                "http://[::ffff:127.0.0.1]:9090",
                "http://0.0.0.0:9090",
                "http://127.0.0.1:9091"
            })
    void noEndpointIsTheGatewaysOwn(String endpoint) {
        assertThat(faults(endpoint)).singleElement().asString().contains("the gateway's own");
    }

    @Test
    void othersAre() {
        assertThat(faults("http://10.0.0.1:9090")).isEmpty();
        assertThat(faults("http://127.0.0.1:9099")).isEmpty();
    }
}
