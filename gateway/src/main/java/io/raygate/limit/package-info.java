/**
 * Holds callers to what was agreed: which limits apply to a request, what is left of each, and what
 * a request takes of them until it is settled by what it needed. A {@code LimitSet} is made of
 * {@code Limit}s, each a measure and an allowance; what is left of one for one subject is a {@code
 * Balance}; {@code LimitLedger} takes from all or from none, and a {@code Charge} settles. What
 * outlives a gateway stands in the {@code QuotaBook}, for whoever writes it down. The package
 * decides by what it is handed and knows neither the configuration nor the answer; the pipeline
 * asks it once a request, before the split.
 */
@NullMarked
package io.raygate.limit;

import org.jspecify.annotations.NullMarked;
