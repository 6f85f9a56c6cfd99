package io.raygate.config;

import org.jspecify.annotations.Nullable;

/**
 * The databases that several gateways share.
 *
 * @param keys of credentials; null: a file in the state folder
 */
public record StoresConfig(@Nullable Keys keys) {
    static StoresConfig read(Section s) {
        return new StoresConfig(s.optionalSection("keys", Keys::read));
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
