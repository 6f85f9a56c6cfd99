package io.raygate.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was probably meant, by edit distance. */
final class NearestName {

    private NearestName() {}

    /** {@code , did you mean "x"?} or nothing. */
    static String hint(String wrong, Collection<String> names) {
        return of(wrong, names).map(name -> ", did you mean " + Quoted.of(name) + "?").orElse("");
    }

    /** The nearest name, at most a third of its letters away. */
    static Optional<String> of(String wrong, Collection<String> names) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int reach = Math.max(1, Math.max(name.length(), 3) / 3);
            int distance =
                    Math.abs(name.length() - wrong.length()) > reach
                            ? Integer.MAX_VALUE
                            : distance(wrong, name);
            if (distance <= reach && distance < least) {
                least = distance;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Letters to insert, delete, replace, or swap with their neighbour (restricted
     * Damerau-Levenshtein); case is free.
     */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (same(a, i, b, j) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && same(a, i, b, j - 1) && same(a, i - 1, b, j)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    private static boolean same(String a, int i, String b, int j) {
        return Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
    }
}
