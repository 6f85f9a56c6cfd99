package io.raygate.config;

/** A field added to each request to this cluster. */
public record UpstreamCredentialConfig(String header, SecretRef value) {
    static UpstreamCredentialConfig read(Section s) {
        return new UpstreamCredentialConfig(
                s.required("header", FieldNames.CREDENTIAL, ""), s.requiredSecret("value"));
    }
}
