package io.raygate.loadtest.serve.cluster;

import io.raygate.loadtest.serve.application.Application;

/**
 * One application as a Serve configuration file names it.
 *
 * @param routePrefix begins with a slash
 * @param fastApi whether it has {@code /docs} pages
 */
public record ApplicationSpec(
        String name,
        String routePrefix,
        String importPath,
        boolean fastApi,
        Application code,
        DeploymentSpec deployment,
        Birth birth) {

    /** A plain application that starts well. */
    public static ApplicationSpec of(
            String name, String routePrefix, Application code, DeploymentSpec deployment) {
        return new ApplicationSpec(
                name,
                routePrefix,
                "raygate_apps." + name + ":app",
                false,
                code,
                deployment,
                Birth.RUNS);
    }

    /** The same as a FastAPI application. */
    public ApplicationSpec asFastApi() {
        return new ApplicationSpec(name, routePrefix, importPath, true, code, deployment, birth);
    }

    /** The same with another start. */
    public ApplicationSpec born(Birth how) {
        return new ApplicationSpec(name, routePrefix, importPath, fastApi, code, deployment, how);
    }

    /** The same with another deployment. */
    public ApplicationSpec with(DeploymentSpec changed) {
        return new ApplicationSpec(name, routePrefix, importPath, fastApi, code, changed, birth);
    }
}
