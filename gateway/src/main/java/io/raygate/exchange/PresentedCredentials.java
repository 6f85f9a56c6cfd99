package io.raygate.exchange;

/** Takes the credentials out of the places where they may stand (S-43, S-61, S-66). */
final class PresentedCredentials {
    private PresentedCredentials() {}

    static Presented in(SortedFields fields) {
        int count = fields.count(FieldUse.AUTHORIZATION) + fields.count(FieldUse.API_KEY);
        String authorization = fields.value(FieldUse.AUTHORIZATION);
        return count == 0
                ? Presented.NONE
                : new Presented(
                        count,
                        authorization == null ? null : Presented.bearer(authorization),
                        fields.value(FieldUse.API_KEY));
    }
}
