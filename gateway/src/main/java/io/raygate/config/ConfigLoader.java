package io.raygate.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration with the files that it includes, and checks it whole. It reads files and
 * nothing else, so it belongs on a thread that may block; it can be shared.
 */
public final class ConfigLoader {
    private final Function<String, @Nullable String> environment;

    /**
     * @param environment the value of an environment variable, or null
     */
    public ConfigLoader(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** The configuration, or everything that is wrong with it (S-97). Throws nothing. */
    public ConfigResult load(Path file) {
        Reading reading = new Reading(file, environment);
        byte[] content = ConfigFiles.read(file, reading);
        return content == null ? reading.problems() : load(file, content, reading);
    }

    /** The same for content at hand, as if it stood in {@code file}. */
    public ConfigResult load(Path file, byte[] content) {
        return load(file, content, new Reading(file, environment));
    }

    private static ConfigResult load(Path file, byte[] content, Reading reading) {
        String text = SourceText.decode(file, content, reading);
        YamlNode.Entries main = text == null ? null : YamlReader.read(file, text, reading);
        if (main == null) {
            return reading.problems();
        }
        List<YamlNode.Entries> documents = new ArrayList<>(List.of(main));
        List<Path> files = new ArrayList<>(List.of(file));
        Includes includes = Includes.of(main, file, reading);
        for (Path included : includes.files()) {
            byte[] more = ConfigFiles.readIncluded(included, reading);
            String moreText = more == null ? null : SourceText.decode(included, more, reading);
            YamlNode.Entries document =
                    moreText == null ? null : YamlReader.read(included, moreText, reading);
            files.add(included);
            if (document != null) {
                documents.add(document);
            }
        }
        files.addAll(includes.folders());
        return check(Merge.of(documents, reading), files, reading);
    }

    private static ConfigResult check(YamlNode.Entries whole, List<Path> files, Reading reading) {
        Map<String, Object> shown = new LinkedHashMap<>();
        GatewayConfig config = Section.read(reading, whole, shown, GatewayConfig::read);
        ListenerChecks.check(config, reading);
        CallerChecks.check(config, reading);
        LimitChecks.check(config, reading);
        EndpointChecks.check(config, reading);
        RouteChecks.check(config, reading);
        if (reading.hasFaults()) {
            return reading.problems();
        }
        EffectiveConfig effective = new EffectiveConfig(Collections.unmodifiableMap(shown));
        return new LoadedConfig(
                config, effective, reading.warnings(), reading.positions(), List.copyOf(files));
    }
}
