package io.raygate.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * S-105: a buffer that is not released fails the tests; the first class that ends after it was
 * collected, or the run at its end.
 */
public final class LeakExtension implements AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(LeakReports.class);

    @Override
    public void afterAll(ExtensionContext context) {
        LeakReports reports =
                context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                        .get(LeakReports.class, LeakReports.class);
        if (reports != null) {
            Store root = context.getRoot().getStore(NAMESPACE);
            root.computeIfAbsent(AtEnd.class, key -> new AtEnd(reports), AtEnd.class);
            reports.check();
        }
    }

    /** Closed by JUnit after the last class. */
    private record AtEnd(LeakReports reports) implements AutoCloseable {

        @Override
        public void close() {
            reports.provoke();
            reports.check();
        }
    }
}
