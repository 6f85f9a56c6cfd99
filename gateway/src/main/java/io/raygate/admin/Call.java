package io.raygate.admin;

import io.raygate.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, as its operation sees it.
 *
 * @param id the last variable part of the path; empty where there is none
 * @param query by name, without what all operations share
 * @param body empty where the operation takes none
 * @param expectedRevision of If-Match; null: whatever it is
 */
record Call(
        String id,
        Map<String, String> query,
        Json.Members body,
        @Nullable Long expectedRevision,
        boolean dryRun) {}
