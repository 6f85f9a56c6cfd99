package io.raygate.forward;

import io.raygate.exchange.Exchange;
import io.raygate.exchange.RequestHead;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * What the pipeline hands over to have a body read before it goes anywhere.
 *
 * @param reader gets each piece as it arrives
 * @param owner who has a share of the room for such bodies: the tenant, or an address
 */
public record HoldOrder(
        Exchange exchange,
        RequestHead head,
        ForwardPolicy policy,
        Consumer<Buffer> reader,
        String owner) {}
