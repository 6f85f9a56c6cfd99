package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.proto.ProtoReader;
import io.vertx.core.buffer.Buffer;

/** {@code ray.serve.UserDefinedMessage}, which ships with Ray: name 1, foo 2, num 3. */
record UserDefinedMessage(String name, String foo, long num) {

    static UserDefinedMessage parse(Buffer message) {
        var reader = new ProtoReader(message);
        String name = "";
        String foo = "";
        long num = 0;
        while (reader.next()) {
            switch (reader.number()) {
                case 1 -> name = reader.string();
                case 2 -> foo = reader.string();
                case 3 -> num = reader.int64();
                default -> {}
            }
        }
        return new UserDefinedMessage(name, foo, num);
    }
}
