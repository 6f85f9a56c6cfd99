package io.raygate.auth.jwt;

import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import java.net.URI;

/** What an issuer's discovery document says of its keys (OpenID Connect Discovery, section 4). */
public sealed interface Discovery {
    int MEMBERS = 1_000;

    /** The keys lie there. */
    record Found(String jwks) implements Discovery {}

    /** The document is of no use. */
    record Refused(String reason) implements Discovery {}

    /** Where the document of an issuer lies: behind its path, without a second slash. */
    static URI document(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /**
     * Reads the document.
     *
     * @param issuer what it must say that it is of, to the letter
     */
    static Discovery read(byte[] document, String issuer) {
        Json.Members members = JsonReader.object(document, MEMBERS);
        if (members == null) {
            return new Refused("the discovery document is not one strict JSON object");
        }
        if (!issuer.equals(members.text("issuer"))) {
            return new Refused("the discovery document is of another issuer");
        }
        String jwks = members.text("jwks_uri");
        return jwks == null
                ? new Refused("the discovery document names no jwks_uri")
                : new Found(jwks);
    }
}
