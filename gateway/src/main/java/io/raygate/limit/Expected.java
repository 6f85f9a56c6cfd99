package io.raygate.limit;

import io.raygate.exchange.Account;
import io.raygate.exchange.Usage;

/**
 * What a request will probably cost, and what it costs at least.
 *
 * @param least with it alone it can be said that the request never fits
 */
record Expected(Cost probable, Cost least) {
    static final Expected ONE_REQUEST = new Expected(Cost.OF_ONE_REQUEST, Cost.OF_ONE_REQUEST);

    boolean isOfOneRequest() {
        return probable.usage() == null && probable.gpuMilliSeconds() == 0;
    }

    /**
     * The prompt, and an answer such as there were of late but no longer than the caller allows.
     */
    static Expected of(Account account, Tariff tariff, Means means) {
        Means.Mean mean = means.of(account.route, account.model);
        Usage estimate = account.estimate;
        long gpu = gpu(tariff.gpus(), mean);
        if (estimate == null) {
            return new Expected(
                    new Cost(null, null, gpu, account.model),
                    new Cost(null, null, 0, account.model));
        }
        Price price = tariff.prices().of(account.model);
        Usage usage = completed(estimate, mean);
        Usage least = mean.isCertain() ? usage : inputOf(estimate);
        return new Expected(
                new Cost(usage, price, gpu, account.model),
                new Cost(least, price, 0, account.model));
    }

    /**
     * What is taken of a limit; at least 1 of what counts at all, so that who has used up too much
     * waits.
     *
     * @return more than there ever is where the request can never fit
     */
    long amount(Limit limit) {
        long most = limit.allowance().most();
        long needed = least.of(limit);
        return needed > most ? needed : Math.clamp(probable.of(limit), 1, most);
    }

    private static Usage completed(Usage estimate, Means.Mean mean) {
        long input = estimate.input() < 0 ? bounded(mean.input(), -1) : estimate.input();
        long output = bounded(mean.output(), estimate.output());
        return new Usage(input, 0, output, bounded(mean.reasoning(), output)).bounded();
    }

    private static long bounded(double mean, long most) {
        long rounded = (long) Math.ceil(Math.max(0, mean));
        return most < 0 ? rounded : Math.min(rounded, most);
    }

    private static Usage inputOf(Usage estimate) {
        return new Usage(estimate.input(), 0, 0, 0).bounded();
    }

    /** Before there was one a second is assumed. */
    private static long gpu(Gpus gpus, Means.Mean mean) {
        long most = gpus.most();
        if (most == 0 || mean.answers() == 0) {
            return most;
        }
        return Math.max(1, (long) Math.ceil(mean.gpuMilliSeconds()));
    }
}
