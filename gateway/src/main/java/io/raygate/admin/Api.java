package io.raygate.admin;

import io.raygate.config.ApiKeysConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every operation that there is, fixed paths before those with variable parts. */
final class Api {
    private Api() {}

    static List<Operation> operations(AdminParts parts) {
        Supplier<ApiKeysConfig> keys =
                () -> parts.inForce().get().loaded().config().auth().apiKeys();
        List<Operation> all = new ArrayList<>();
        all.add(bootstrap());
        all.addAll(new GatewayRoutes(parts.inForce()).operations());
        all.addAll(Documents.load().operations());
        all.addAll(TenantRoutes.operations());
        all.addAll(LimitRoutes.operations());
        all.addAll(new StandingRoutes(parts).operations());
        all.addAll(new RequestRoutes(parts.limits().refusals()).operations());
        all.addAll(new UsageRoutes(parts.wall()).operations());
        all.addAll(new KeyIntake(keys).operations());
        all.addAll(new KeyRoutes(keys).operations());
        all.add(githubReports());
        all.addAll(AdminKeys.operations());
        all.addAll(new RevocationRoutes(parts.inForce()).operations());
        all.addAll(AuditRoutes.operations());
        all.addAll(Export.operations());
        return all;
    }

    /** Done by {@link GithubReports}, since the signature is all the credential there is. */
    private static Operation githubReports() {
        return Operation.post(
                "reportLeaksOfGithub",
                "/v1/leak-reports/github",
                new Need.ReportSignature(),
                (Operation.Read) (_, _, _) -> Outcome.notFound());
    }

    /** Done by {@link FirstLogin}, since there is no caller yet. */
    private static Operation bootstrap() {
        return Operation.post(
                "bootstrap",
                "/v1/bootstrap",
                new Need.BootstrapSecret(),
                (Operation.Read) (_, _, _) -> Outcome.notFound());
    }
}
