package io.raygate.testing;

import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Hears of leaks from before the first buffer is made, whichever engine makes it. */
public final class LeakListener implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        LeakReports reports = new LeakReports();
        reports.listen();
        session.getStore().put(Namespace.create(LeakReports.class), LeakReports.class, reports);
    }
}
