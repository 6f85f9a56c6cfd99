package io.raygate.forward.http1;

import io.raygate.exchange.Fields;

/**
 * The head of a final answer.
 *
 * @param status 101 or 200 to 599
 * @param fields as they came; names are tokens, values free of controls
 * @param contentLength declared bytes, or -1 where none are declared; of an answer without body it
 *     tells what the body would have been
 * @param bodyless whether no body follows, whatever the fields say (HEAD, 204, 304)
 */
public record AnswerHead(int status, Fields fields, long contentLength, boolean bodyless) {}
