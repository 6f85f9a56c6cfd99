package io.raygate.auth.jwt;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Finds the native cryptography of this machine. */
public final class NativeProvider {

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

    /**
     * Begins to load it on a thread of its own: unpacking the library and testing it takes a fifth
     * of a second, in which a start has other things to do. {@link #load} waits for it.
     */
    public static void preload() {
        Thread.ofPlatform().daemon().name("raygate-native").start(NativeProvider::tested);
    }

    /** A provider that passed its own tests, not installed anywhere; null where there is none. */
    public static @Nullable Provider load() {
        return switch (tested()) {
            case Checked.Passed<Provider>(var provider) -> provider;
            case Checked.Failed<Provider>(var reason) -> {
                LoggerFactory.getLogger(NativeProvider.class)
                        .warn(
                                "no native cryptography: signatures are verified by the JDK, off"
                                        + " the event loop: {}",
                                reason);
                yield null;
            }
        };
    }

    /** The tests are run once, whoever asks. */
    private static Checked<Provider> tested() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            if (provider.getLoadingError() != null) {
                return Checked.failed(String.valueOf(provider.getLoadingError()));
            }
            SelfTestStatus status = provider.runSelfTests();
            return status == SelfTestStatus.PASSED
                    ? Checked.passed(provider)
                    : Checked.failed("its own tests: " + status);
        } catch (LinkageError e) {
            return Checked.failed(e.toString());
        }
    }
}
