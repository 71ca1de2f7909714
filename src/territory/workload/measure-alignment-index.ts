import { anything, checkStructure, finite, IssueCollector, jsonReady, list, loose, record } from '../../core/index.js';
import type { Measures } from '../model/unit.js';

/** What the mean of an alignment index is. */
const MEAN_INDEX = 1000;

/**
 * Folds several measures into one index, by weights: 1,000 is the mean of all, 1,100 a tenth more. Use it to compare territories, or to
 * balance units by one number that people know how to read.
 *
 * @param items - territories or units, each with every measure of the weights
 * @param weights - relative to each other, from 0, not all 0; a measure that is 0 for all is left out. Usual for territories is
 *   `{ workload: 0.6, potential: 0.3, sales: 0.1 }`
 * @returns an index for each item, in order; all 0 if all measures are. O(items × measures)
 * @throws BeatplanError `invalid-input` with `missing-key` for an item without a measure, and the codes of numbers
 * @example
 * ```ts
 * measureAlignmentIndex(plan.territories, { workload: 0.6, potential: 0.4 }); // [1030, 970]
 * ```
 */
export function measureAlignmentIndex(
    items: readonly { readonly measures: Measures }[],
    weights: Readonly<Record<string, number>>,
): Float64Array {
    const collector = new IssueCollector();
    const areItems = checkStructure(list(loose({ measures: record(anything()) })), items, collector, ['items']);
    if (checkStructure(record(finite({ min: 0 })), weights, collector, ['weights'])) {
        if (!Object.values(weights).some((weight) => weight > 0)) {
            collector.add('out-of-range', ['weights'], 'are all 0', { expected: 'at least one weight above 0' });
        }
        for (let i = 0; areItems && i < items.length; i++) {
            const { measures } = items[i];
            for (const measure of Object.keys(weights)) {
                const path = ['items', i, 'measures', measure];
                if (Object.hasOwn(measures, measure)) checkStructure(finite({ min: 0 }), measures[measure], collector, path);
                else collector.add('missing-key', path, 'is missing', { expected: 'a number from 0' });
            }
        }
    }
    collector.throwIfAny('measureAlignmentIndex');

    const index = new Float64Array(items.length);
    let total = 0;
    for (const [measure, weight] of Object.entries(weights)) {
        let sum = 0;
        for (const { measures } of items) sum += measures[measure];
        if (!(sum > 0) || weight === 0) continue;
        total += weight;
        for (let i = 0; i < index.length; i++) index[i] += (weight * items[i].measures[measure] * items.length) / sum;
    }
    return jsonReady(index.map((value) => (total > 0 ? (MEAN_INDEX * value) / total : 0)));
}
