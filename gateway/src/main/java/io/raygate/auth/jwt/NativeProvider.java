package io.raygate.auth.jwt;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the native cryptography of this machine. */
public final class NativeProvider {
    private static final Logger LOG = LoggerFactory.getLogger(NativeProvider.class);

    private NativeProvider() {}

    /** What verifies signatures here, for the log. */
    public static String title() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            return provider.getLoadingError() == null
                    ? provider.getName() + " " + provider.getVersionStr()
                    : "the JDK";
        } catch (LinkageError e) {
            return "the JDK";
        }
    }

    /** A provider that passed its own tests, not installed anywhere; null where there is none. */
    public static @Nullable Provider load() {
        try {
            AmazonCorrettoCryptoProvider provider = new AmazonCorrettoCryptoProvider();
            if (provider.getLoadingError() == null
                    && provider.runSelfTests() == SelfTestStatus.PASSED) {
                return provider;
            }
            LOG.warn(
                    "no native cryptography: signatures are verified by the JDK, off the event"
                            + " loop",
                    provider.getLoadingError());
        } catch (LinkageError e) {
            LOG.warn(
                    "no native cryptography: signatures are verified by the JDK, off the event"
                            + " loop",
                    e);
        }
        return null;
    }
}
