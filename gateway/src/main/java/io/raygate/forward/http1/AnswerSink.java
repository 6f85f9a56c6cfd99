package io.raygate.forward.http1;

import io.netty.buffer.ByteBuf;
import io.raygate.exchange.Fields;

/**
 * What {@link AnswerParser} tells, in the order of the bytes; nothing follows an end or a fault.
 */
public interface AnswerSink {

    /** An interim answer, 100 to 199 without 101. */
    void interim(int status, Fields fields);

    /** The head of the answer. */
    void head(AnswerHead head);

    /** Takes exactly {@code length} bytes of the body out of {@code in}; {@code length} > 0. */
    void body(ByteBuf in, int length);

    /** The answer is complete. */
    void end(Fields trailers);

    void fault(AnswerFault fault);
}
