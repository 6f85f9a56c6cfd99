package io.raygate.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The databases that several gateways share.
 *
 * @param keys of credentials; null: a file in the state folder
 * @param limits what is used of them; null: each gateway counts for itself
 */
public record StoresConfig(@Nullable Keys keys, @Nullable Limits limits) {
    static StoresConfig read(Section s) {
        return new StoresConfig(
                s.optionalSection("keys", Keys::read), s.optionalSection("limits", Limits::read));
    }

    /**
     * A Redis.
     *
     * @param user null: the default one
     * @param ca authorities, PEM; null: those of the platform
     */
    public record Limits(
            String redis, @Nullable String user, @Nullable SecretRef password, @Nullable Path ca) {
        private static final Form<String> REDIS =
                Texts.text(
                        512,
                        "rediss://host:port or redis-sentinel://host:port,...#name, without user"
                                + " and password",
                        Limits::isRedis);

        static Limits read(Section s) {
            Limits limits =
                    new Limits(
                            s.required("redis", REDIS, ""),
                            s.optional("user", Texts.NAME),
                            s.secret("password"),
                            s.file("ca"));
            if (limits.user != null && limits.password == null) {
                s.fault("user", "has no password beside it", "needed: password");
            }
            return limits;
        }

        /** A password in an address would be shown wherever the address is. */
        private static boolean isRedis(String text) {
            return text.matches("(redis|rediss|redis-sentinel|rediss-sentinel)://[^/@?#]+.*")
                    && text.indexOf('@') < 0
                    && !text.contains("password");
        }
    }

    /** A PostgreSQL database. */
    public record Keys(String jdbc, String user, @Nullable SecretRef password) {
        private static final Form<String> JDBC =
                Texts.text(
                        512,
                        "jdbc:postgresql://host:port/database, without user and password",
                        Keys::isPostgres);

        static Keys read(Section s) {
            return new Keys(
                    s.required("jdbc", JDBC, ""),
                    s.required("user", Texts.NAME, ""),
                    s.secret("password"));
        }

        /** A password in an address would be shown wherever the address is. */
        private static boolean isPostgres(String text) {
            return text.startsWith("jdbc:postgresql:")
                    && !text.contains("password")
                    && text.indexOf('@') < 0;
        }
    }
}
