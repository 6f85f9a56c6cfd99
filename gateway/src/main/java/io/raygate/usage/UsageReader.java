package io.raygate.usage;

import io.raygate.exchange.Usage;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the usage in one JSON document of OpenAI's API: at its top, or in the {@code response} at
 * its top, as events of the responses API have it. A wrong type, a number that is none, a member
 * that comes twice: no usage rather than a wrong one. Null is as good as absent, and without a
 * count of the output it is what the total has beyond the input.
 */
final class UsageReader implements JsonScan.Visitor {
    private final JsonScan scan = new JsonScan(this);
    private final Set<Member> seen = EnumSet.noneOf(Member.class);

    /** Where the scan is: no member that is read lies deeper than this. */
    private final Member[] path = new Member[4];

    private int depth;
    private boolean faulty;
    private boolean listsChoices;
    private boolean hasChoices;
    private boolean object;
    private boolean complete;
    private long input = Tokens.NONE;
    private long cachedInput;
    private long output = Tokens.NONE;
    private long reasoning;
    private long total = Tokens.NONE;

    /** What is looked at; from {@link #USAGE} on, each must be of its type. */
    private enum Member {
        TOP,
        RESPONSE,
        CHOICES,
        USAGE,
        INPUT_DETAILS,
        OUTPUT_DETAILS,
        INPUT,
        OUTPUT,
        TOTAL,
        CACHED,
        REASONING;

        boolean isOfUsage() {
            return compareTo(USAGE) >= 0;
        }

        boolean isCount() {
            return compareTo(INPUT) >= 0;
        }
    }

    void take(byte octet) {
        scan.take(octet);
    }

    /** The same of the first bytes in an array. */
    void take(byte[] bytes, int length) {
        for (int i = scan.skip(bytes, 0, length); i < length; ) {
            scan.take(bytes[i]);
            i = scan.skip(bytes, i + 1, length);
        }
    }

    /** Whether there will be no usage, whatever may still come. */
    boolean isLost() {
        return faulty || scan.isBroken();
    }

    /** Whether the document is complete JSON. */
    boolean isWhole() {
        return scan.isWhole();
    }

    /** Whether there is a usage that is not null, be it readable or not. */
    boolean saysUsage() {
        return object || (faulty && seen.contains(Member.USAGE));
    }

    /** Whether the document has a usage, and a list of choices with nothing in it. */
    boolean isUsageAlone() {
        return object && listsChoices && !hasChoices;
    }

    /** The usage if all of it has come and all is right. */
    @Nullable Usage usage() {
        if (isLost() || !complete || input == Tokens.NONE) {
            return null;
        }
        long rest = total == Tokens.NONE ? 0 : total - input;
        long said = output == Tokens.NONE ? rest : output;
        return Tokens.usage(input, cachedInput, said, reasoning);
    }

    @Override
    public boolean enters(String name, boolean list) {
        Member member = member(name);
        if (member == null) {
            return false;
        }
        boolean wanted = !member.isCount() && list == (member == Member.CHOICES);
        faulty |= member.isOfUsage() && !wanted;
        object |= member == Member.USAGE && wanted;
        listsChoices |= member == Member.CHOICES && wanted;
        if (wanted) {
            path[depth++] = member;
        }
        return wanted;
    }

    @Override
    public void leaves() {
        complete |= path[--depth] == Member.USAGE;
    }

    @Override
    public void string(String name) {
        Member member = member(name);
        faulty |= member != null && member.isOfUsage();
    }

    @Override
    public void scalar(String name, String text) {
        Member member = member(name);
        if (member == null || text.equals("null")) {
            return;
        }
        long count = Tokens.count(text);
        faulty |= member.isOfUsage() && (!member.isCount() || count == Tokens.NONE);
        switch (member) {
            case INPUT -> input = count;
            case OUTPUT -> output = count;
            case TOTAL -> total = count;
            case CACHED -> cachedInput = count;
            case REASONING -> reasoning = count;
            default -> {}
        }
    }

    /** The member of this name where the scan is, noted as seen; null: none that is looked at. */
    private @Nullable Member member(String name) {
        if (depth > 0 && path[depth - 1] == Member.CHOICES) {
            hasChoices = true;
            return null;
        }
        Member member = depth == 0 ? Member.TOP : named(path[depth - 1], name);
        faulty |= member != null && !seen.add(member);
        return member;
    }

    private static @Nullable Member named(Member in, String name) {
        return switch (in) {
            case TOP ->
                    switch (name) {
                        case "response" -> Member.RESPONSE;
                        case "choices" -> Member.CHOICES;
                        case "usage" -> Member.USAGE;
                        default -> null;
                    };
            case RESPONSE -> name.equals("usage") ? Member.USAGE : null;
            case USAGE -> ofUsage(name);
            case INPUT_DETAILS -> name.equals("cached_tokens") ? Member.CACHED : null;
            case OUTPUT_DETAILS -> name.equals("reasoning_tokens") ? Member.REASONING : null;
            default -> null;
        };
    }

    private static @Nullable Member ofUsage(String name) {
        return switch (name) {
            case "prompt_tokens", "input_tokens" -> Member.INPUT;
            case "completion_tokens", "output_tokens" -> Member.OUTPUT;
            case "total_tokens" -> Member.TOTAL;
            case "prompt_tokens_details", "input_tokens_details" -> Member.INPUT_DETAILS;
            case "completion_tokens_details", "output_tokens_details" -> Member.OUTPUT_DETAILS;
            default -> null;
        };
    }
}
