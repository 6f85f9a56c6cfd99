package io.raygate.snapshot;

import io.raygate.auth.jwt.fetch.KeyAddress;
import io.raygate.auth.jwt.fetch.KeySource;
import io.raygate.config.AuthConfig;
import io.raygate.config.FetchConfig;
import io.raygate.config.JwtConfig;
import io.raygate.config.KeysConfig;
import java.util.ArrayList;
import java.util.List;

/** Turns the words about keys that are fetched into where and how to fetch them. */
final class KeySourceCompiler {
    private final PemMaterials pems;

    KeySourceCompiler(PemMaterials pems) {
        this.pems = pems;
    }

    /** Those of all issuers that have such keys. */
    List<KeySource> compile(AuthConfig auth) {
        List<KeySource> sources = new ArrayList<>();
        auth.jwt()
                .forEach(
                        (id, issuer) -> {
                            if (issuer.keys() instanceof KeysConfig.Fetched fetched) {
                                sources.add(source(id, issuer, fetched));
                            }
                        });
        return sources;
    }

    private KeySource source(String id, JwtConfig issuer, KeysConfig.Fetched fetched) {
        FetchConfig how = fetched.how();
        return new KeySource(
                id,
                fetched.url() == null
                        ? new KeyAddress.Discovered(issuer.issuer())
                        : new KeyAddress.Given(fetched.url()),
                how.refresh(),
                how.timeout(),
                how.maxStale(),
                pems.authorities("auth.jwt." + id + ".jwks.ca", how.ca()),
                fetched.allowPrivateAddress());
    }
}
