package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;

/** What the sanitiser makes of whole heads; the tables are in classes of their own. */
class SanitizerTest {

    @Test
    void makesAHeadOfAPlainRequest() {
        RequestHead head =
                Arrivals.get("/v1/%63hat?x=%zz&y=a b".replace(" ", "+"))
                        .field("Accept", "*/*")
                        .field("Content-Length", "12")
                        .method("POST")
                        .head();
        assertThat(head.method()).isEqualTo(HttpMethod.POST);
        assertThat(head.path()).isEqualTo("/v1/chat");
        assertThat(head.query()).isEqualTo("x=%zz&y=a+b");
        assertThat(head.authority()).isEqualTo(new Authority("api.example.com", -1));
        assertThat(head.contentLength()).isEqualTo(12);
        assertThat(head.kind()).isEqualTo(RequestKind.HTTP);
        assertThat(head.expectsContinue()).isFalse();
        assertThat(head.presented()).isEqualTo(Presented.NONE);
        assertThat(head.fields().size()).isEqualTo(1);
        assertThat(head.fields().get("accept")).hasToString("*/*");
        assertThat(head.withheld().size()).isZero();
        assertThat(head.origin().address()).isEqualTo("192.0.2.1");
        assertThat(head.origin().scheme()).isEqualTo("http");
    }
}
