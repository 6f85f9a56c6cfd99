package io.raygate.exchange;

/** How long the body of a request is (RFC 9112, 6; S-03, S-04; RFC 9113, 8.2.2 for HTTP/2). */
final class Framing {
    /** The length is known only at the end of the body. */
    static final long UNTIL_END = -1;

    /** No length can be told without doubt: nobody may go on with such a request. */
    static final long BROKEN = -2;

    private Framing() {}

    /** The declared bytes, {@link #UNTIL_END} or {@link #BROKEN}. */
    static long length(Arrival arrival, SortedFields fields) {
        if (arrival.isHttp2() && hasConnectionField(fields)) {
            return BROKEN;
        }
        boolean declared = fields.count(FieldUse.CONTENT_LENGTH) > 0;
        if (fields.count(FieldUse.TRANSFER_ENCODING) > 0) {
            return declared || arrival.isHttp10() || !isChunked(fields) ? BROKEN : UNTIL_END;
        }
        if (declared) {
            return declaredLength(fields);
        }
        return arrival.isHttp2() ? UNTIL_END : 0;
    }

    private static boolean isChunked(SortedFields fields) {
        return fields.count(FieldUse.TRANSFER_ENCODING) == 1
                && "chunked".equalsIgnoreCase(fields.value(FieldUse.TRANSFER_ENCODING));
    }

    private static long declaredLength(SortedFields fields) {
        String value = fields.value(FieldUse.CONTENT_LENGTH);
        if (value == null || fields.count(FieldUse.CONTENT_LENGTH) > 1) {
            return BROKEN;
        }
        long length = Decimal.parse(value, 0, value.length());
        return length < 0 ? BROKEN : length;
    }

    private static boolean hasConnectionField(SortedFields fields) {
        String te = fields.value(FieldUse.TE);
        return fields.count(FieldUse.CONNECTION) > 0
                || fields.count(FieldUse.TRANSFER_ENCODING) > 0
                || fields.count(FieldUse.UPGRADE) > 0
                || fields.count(FieldUse.HOP) > 0
                || (te != null && !te.equalsIgnoreCase("trailers"));
    }
}
