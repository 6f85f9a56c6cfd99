package io.raygate.exchange;

import java.util.EnumMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of one request, sorted by their use in one pass over the header map. */
final class SortedFields implements BiConsumer<String, String> {
    /** What one field line takes beside name and value: colon, blank, line end. */
    private static final int LINE = 4;

    final Fields kept = new Fields();
    final Fields withheld = new Fields();
    private final SanitizerRules rules;
    private final boolean checksValues;
    private final EnumMap<FieldUse, Noted> noted = new EnumMap<>(FieldUse.class);
    private int lines;
    private long bytes;
    private @Nullable Rejection fault;

    /** The lines of one field that the sanitiser itself reads. */
    private static final class Noted {
        private String value;
        private int count = 1;

        Noted(String value) {
            this.value = value;
        }
    }

    private SortedFields(SanitizerRules rules, boolean checksValues) {
        this.rules = rules;
        this.checksValues = checksValues;
    }

    /** Values of HTTP/1 were checked by the listener's decoder; HPACK carries any octets (S-17). */
    static SortedFields of(Arrival arrival, SanitizerRules rules) {
        SortedFields sorted = new SortedFields(rules, arrival.isHttp2());
        arrival.fields().forEach(sorted);
        return sorted;
    }

    @Override
    public void accept(String name, String value) {
        int size = name.length() + value.length() + LINE;
        bytes += size;
        if (++lines > rules.sizes().count() || bytes > rules.sizes().fields()) {
            fault(RejectionCode.HEADERS_TOO_LARGE, "too many fields");
        } else if (size > rules.sizes().field()) {
            fault(RejectionCode.HEADERS_TOO_LARGE, "a field is too large");
        } else if (checksValues && !FieldValues.isLegal(value)) {
            fault(RejectionCode.MALFORMED_REQUEST, "a field value with illegal characters");
        } else {
            sort(rules.fields().use(name), name, value);
        }
    }

    private void sort(FieldUse use, String name, String value) {
        switch (use) {
            case FORWARD, HANDSHAKE -> kept.add(name, value);
            case DROP -> {}
            case WITHHOLD -> withheld.add(name, value);
            case MALFORMED -> fault(RejectionCode.MALFORMED_REQUEST, "a field name is no token");
            case MODEL_ID -> withholdFirst(use, FieldNames.MODEL_ID, value);
            case SESSION_ID -> withholdFirst(use, FieldNames.SESSION_ID, value);
            case CONTENT_TYPE -> {
                note(use, value);
                kept.add(name, value);
            }
            default -> note(use, value);
        }
    }

    private void withholdFirst(FieldUse use, String name, String value) {
        if (count(use) == 0) {
            withheld.add(name, value);
        }
        note(use, value);
    }

    private void note(FieldUse use, String value) {
        Noted before = noted.get(use);
        if (before == null) {
            noted.put(use, new Noted(value));
        } else {
            before.value += ", " + value;
            before.count++;
        }
    }

    private void fault(RejectionCode code, String reason) {
        if (fault == null) {
            fault = Rejection.closing(code, reason);
        }
    }

    /** What is wrong with the fields themselves, or null. */
    @Nullable Rejection fault() {
        return fault;
    }

    int count(FieldUse use) {
        Noted lines = noted.get(use);
        return lines == null ? 0 : lines.count;
    }

    /** The value, several lines joined by a comma in their order (RFC 9110, 5.3), or null. */
    @Nullable String value(FieldUse use) {
        Noted lines = noted.get(use);
        return lines == null ? null : lines.value;
    }

    /** Removes what Connection names (S-28), which reaches only what would be forwarded. */
    void remove(CharSequence name) {
        kept.remove(name);
        withheld.remove(name);
    }
}
