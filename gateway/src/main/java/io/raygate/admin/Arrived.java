package io.raygate.admin;

import java.util.List;
import java.util.Map;

/**
 * A request that is whole, before anybody has looked who sent it.
 *
 * @param id the last variable part of the path; empty where there is none
 * @param query every value of each parameter
 * @param head the header fields that matter
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Arrived(
        Operation operation,
        String requestId,
        String address,
        String path,
        String id,
        Map<String, List<String>> query,
        Head head,
        byte[] body) {

    /** The same with its body. */
    Arrived with(byte[] whole) {
        return new Arrived(operation, requestId, address, path, id, query, head, whole);
    }

    /**
     * Every value of each field.
     *
     * @param contentType without parameters, in small letters; empty where there is none
     */
    record Head(
            List<String> authorization,
            List<String> ifMatch,
            List<String> idempotencyKey,
            Signed signed,
            String contentType) {}

    /** Who says that he has signed the body. */
    record Signed(List<String> keyId, List<String> signature) {}
}
