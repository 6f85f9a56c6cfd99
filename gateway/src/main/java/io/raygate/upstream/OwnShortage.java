package io.raygate.upstream;

import io.netty.channel.ChannelException;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of our own, for want of descriptors or ports, from those of an endpoint (S-87).
 */
public final class OwnShortage {
    private static final String NO_PORT = "Cannot assign requested address";

    private OwnShortage() {}

    /** Whether an attempt to connect failed before it had left this machine. */
    public static boolean isBehind(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ChannelException
                    || each instanceof BindException
                    || (each.getMessage() != null && each.getMessage().contains(NO_PORT))) {
                return true;
            }
        }
        return false;
    }
}
