package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.GrpcCall;
import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.proto.ProtoWriter;
import io.vertx.core.buffer.Buffer;

/**
 * {@code ray.serve.UserDefinedService}: {@code __call__} greets once, {@code Streaming} {@code num}
 * times.
 */
final class Greeter implements Application {

    @Override
    public void http(HttpCall call) {
        call.raise();
    }

    @Override
    public void grpc(GrpcCall call) {
        var asked = UserDefinedMessage.parse(call.message());
        switch (call.method()) {
            case "__call__" -> {
                call.send(greeting(call, "hello " + asked.name()));
                call.end();
            }
            case "Streaming" -> {
                for (long i = 0; i < asked.num(); i++) {
                    call.send(greeting(call, "hello " + asked.name() + " " + i));
                }
                call.end();
            }
            default -> Application.super.grpc(call);
        }
    }

    /** {@code UserDefinedResponse} with its field 1, {@code greeting}. */
    private static Buffer greeting(GrpcCall call, String text) {
        String whole = text + " from " + call.replica().identity().servedBy();
        return new ProtoWriter().string(1, whole).toBuffer();
    }
}
