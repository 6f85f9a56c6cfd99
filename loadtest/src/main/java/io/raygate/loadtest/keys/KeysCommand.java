package io.raygate.loadtest.keys;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loadtest keys FOLDER}: a new key of each algorithm and tokens signed with it. */
@Command(
        name = "keys",
        description = "Write a folder with a key set and signed tokens (RS256, ES256, EdDSA).",
        mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Where to write; made if absent.")
    private Path folder = Path.of("keys");

    @Option(names = "--tokens", description = "Tokens per algorithm (${DEFAULT-VALUE}).")
    private int tokens = 50;

    @Option(names = "--tenants", description = "Tenants they belong to (${DEFAULT-VALUE}).")
    private int tenants = 10;

    @Override
    public Integer call() throws Exception {
        new KeyFolder(tokens, tenants, InstantSource.system().instant()).write(folder);
        return 0;
    }
}
