package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code validate} warns of without refusing it. */
class WarningsTest {

    private static void warns(String yaml, String warning) {
        assertThat(Configs.warnings(Configs.loaded(yaml)))
                .singleElement()
                .asString()
                .startsWith(warning);
    }

    @Test
    void warnsOfARouteWithoutCredentials() {
        String open =
                Configs.changed("auth: [jwt.corp, apiKeys]\n    tenants: [acme]", "auth: none");
        warns(
                open,
                "16:11: routes.chat.auth: is none: everybody who reaches the listener may call");
    }

    /** S-78. */
    @Test
    void warnsOfClearTextFromOtherMachines() {
        String open = Configs.changed("\"127.0.0.1:8080\", redirectTo: https", "\"0.0.0.0:8080\"");
        assertThat(Configs.warnings(Configs.loaded(open))).isEmpty();
        warns(
                open.replace("[10.0.0.0/24]", "[]"),
                "4:3: listeners.http: takes credentials in clear text from other machines");
        String loopback = open.replace("0.0.0.0:8080", "[::1]:8080").replace("[10.0.0.0/24]", "[]");
        assertThat(Configs.warnings(Configs.loaded(loopback))).isEmpty();
    }

    @Test
    void warnsOfWhatIsNeverUsed() {
        warns(
                Configs.BASE.replace(
                        "routes:", "  other: {endpoints: [\"http://127.0.0.1:8002\"]}\nroutes:"),
                "13:3: clusters.other: is used by no route");
        String none = Configs.BASE.substring(0, Configs.BASE.indexOf("clusters:"));
        warns(none, "1:1: routes: has no route, so every request is refused");
    }

    /** S-77. */
    @Test
    void warnsOfUnverifiedUpstreams() {
        String yaml =
                Configs.changed(
                        "[\"http://127.0.0.1:8001\"]",
                        "[\"https://127.0.0.1:8001\"], tls: {insecureSkipVerify: true}");
        warns(yaml, "12:75: clusters.main.tls.insecureSkipVerify: trusts any upstream");
    }

    /** S-69: models are read on routes of OpenAI's API only. */
    @Test
    void warnsOfModelsThatConfineNothing() {
        String hash = "0000000000000000000000000000000000000000000000000000000000000000\"";
        String confined = Configs.changed(hash, hash + ", models: [a]");
        warns(confined, "10:111: tenants.acme.keys.ci.models: confines nothing on route ");
        String openai = confined.replace("    split:", "    openai: true\n    split:");
        assertThat(Configs.warnings(Configs.loaded(openai))).isEmpty();
    }

    @Test
    void warnsOfLimitsThatNothingCountsFor() {
        String money = "limits: {a: {spend: {amount: 1, currency: EUR, per: day}}}\n";
        String dollars = "prices: {m: {currency: USD, input: 1}}\n";
        warns(
                Configs.BASE.replace("clusters:", dollars + money + "clusters:"),
                "12:14: limits.a.spend: counts nothing: no model has a price in \"EUR\"");
        String time = "limits: {a: {gpuSeconds: {rate: 1/h}}}\n";
        String gpus = Configs.BASE.replace("clusters:", time + "clusters:");
        warns(gpus, "11:14: limits.a.gpuSeconds: counts nothing");
        String some = gpus.replace("    split:", "    gpus: 0.5\n    split:");
        assertThat(Configs.warnings(Configs.loaded(some))).isEmpty();
    }

    /** S-33. */
    @Test
    void warnsOfTrustInEverybody() {
        warns(
                Configs.changed("[10.0.0.0/24]", "[10.0.0.0/24, \"::/0\"]"),
                "5:31: trustedProxies[1]: believes everybody");
    }

    @Test
    void standBesideFaults() {
        ConfigResult result =
                Configs.load(
                        Configs.changed("auth: [jwt.corp, apiKeys]", "auth: none")
                                .replace("    tenants: [acme]\n", "    nonsense: 1\n"));
        assertThat(Configs.faults(result)).hasSize(1);
        assertThat(Configs.warnings(result)).hasSize(1);
    }
}
