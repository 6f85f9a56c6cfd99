package io.raygate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version and revision that the build wrote into the jar. */
final class Version implements IVersionProvider {

    /** What this build is. */
    record Build(String version, String revision) {}

    static Build build() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/raygate.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return new Build("unknown", "unknown");
        }
        return new Build(
                properties.getProperty("version", "unknown"),
                properties.getProperty("revision", "unknown"));
    }

    @Override
    public String[] getVersion() {
        Build build = build();
        return new String[] {"raygate " + build.version() + ", Java " + Runtime.version()};
    }
}
