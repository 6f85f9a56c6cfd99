package io.raygate.fault;

import io.raygate.testing.FaultyUpstream;
import java.io.IOException;
import java.util.List;

/** Upstreams that tell who they are and what they were asked for. */
final class Named {
    private Named() {}

    /** Answers {@code name method path} in a body of declared length. */
    static FaultyUpstream upstream(String name) throws IOException {
        return FaultyUpstream.start(
                conversation -> {
                    while (conversation.readRequest()) {
                        String head = conversation.heads().getLast();
                        String body = name + " " + head.substring(0, head.indexOf(" HTTP/1.1"));
                        conversation.send(
                                "HTTP/1.1 200 OK\r\nContent-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body);
                    }
                });
    }

    /** The bodies that reached an upstream whole. */
    static List<String> bodies(FaultyUpstream upstream) {
        return upstream.conversations().stream().flatMap(each -> each.bodies().stream()).toList();
    }
}
