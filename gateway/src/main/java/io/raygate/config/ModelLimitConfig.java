package io.raygate.config;

import org.jspecify.annotations.Nullable;

/** What a set says of the requests to one model alone; what is null is not limited. */
public record ModelLimitConfig(
        LimitConfig.@Nullable Paced requests,
        LimitConfig.@Nullable Tokens tokens,
        LimitConfig.@Nullable Paced gpuSeconds,
        LimitConfig.@Nullable Quota quota,
        LimitConfig.@Nullable Spend spend) {

    static ModelLimitConfig read(Section s) {
        ModelLimitConfig limits =
                new ModelLimitConfig(
                        s.optionalSection(
                                "requests",
                                it -> LimitConfig.Paced.required(it, LimitConfig.REQUESTS)),
                        s.optionalSection("tokens", LimitConfig.Tokens::read),
                        s.optionalSection(
                                "gpuSeconds",
                                it -> LimitConfig.Paced.required(it, LimitConfig.GPU_SECONDS)),
                        s.optionalSection("quota", LimitConfig.Quota::read),
                        s.optionalSection("spend", LimitConfig.Spend::read));
        if (!s.isWritten("requests")
                && !s.isWritten("tokens")
                && !s.isWritten("gpuSeconds")
                && !s.isWritten("quota")
                && !s.isWritten("spend")) {
            s.fault("limits nothing", "needed: requests, tokens, gpuSeconds, quota or spend");
        }
        return limits;
    }
}
