import { measureOf } from './measure.js';
import type { Measures, Unit } from './unit.js';

/** Names of all measures that any unit or territory has, in the order in which they first come. */
export function measureNames(items: readonly { readonly measures: Measures }[]): string[] {
    const names = new Set<string>();
    for (const { measures } of items) for (const name of Object.keys(measures)) names.add(name);
    return [...names];
}

/** The sum of each measure over units. */
export function sumMeasures(units: readonly Unit[], names: readonly string[]): Measures {
    const sums: Record<string, number> = {};
    for (const name of names) {
        let sum = 0;
        for (const unit of units) sum += measureOf(unit, name);
        sums[name] = sum;
    }
    return sums;
}
