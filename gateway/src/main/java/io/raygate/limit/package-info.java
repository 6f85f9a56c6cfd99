/**
 * Holds callers to what was agreed: which limits apply to a request, what is left of each, and what
 * a request took of them until it is settled. It decides by what it is handed and knows neither the
 * configuration nor the answer; the pipeline asks it once a request, before the split.
 */
@NullMarked
package io.raygate.limit;

import org.jspecify.annotations.NullMarked;
