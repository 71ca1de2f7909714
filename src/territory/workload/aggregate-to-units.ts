import { IssueCollector } from '../../core/index.js';
import { polygonCentroid } from '../../geo/index.js';
import type { PolygonItem } from '../../spatial/index.js';
import { indexAreas } from '../graph/index-areas.js';
import { checkUnits } from '../model/check-units.js';
import { measureNames } from '../model/sum-measures.js';
import type { Unit } from '../model/unit.js';

/** Areas with what lies in them. */
export interface AggregatedUnits {
    /** One for each area, in the order given: at its centroid, with the sums of what lies in it. */
    readonly units: readonly Unit[];
    /** Area of each account, by account id; what `findGaps` takes. */
    readonly unitOf: Readonly<Record<string, string>>;
    /** Accounts that lie in no area, in input order. */
    readonly outside: readonly { readonly accountId: string; readonly code: 'outside-areas' }[];
}

/**
 * Rolls accounts up to areas (postcodes, counties, hexagons), so that territories are made of whole areas.
 *
 * @param accounts - units of one account each, as `accountUnits` makes them
 * @param areas - ids unique; an account on a border, or where areas overlap, belongs to the one that comes first
 * @returns units with every measure of any account, 0 if an area has nothing; O(accounts + corners)
 * @throws BeatplanError `invalid-input` with `duplicate-id`, `invalid-polygon` and the codes of units
 * @example
 * ```ts
 * const { units, unitOf, outside } = aggregateToUnits(accountUnits(accounts, scores), counties);
 * const plan = designTerritories(units, { count: 8, edges: findBorders(counties) });
 * ```
 */
export function aggregateToUnits(accounts: readonly Unit[], areas: readonly PolygonItem[]): AggregatedUnits {
    const collector = new IssueCollector();
    checkUnits(accounts, 'geographic', collector, 'accounts');
    collector.throwIfAny('aggregateToUnits');
    const areaOf = indexAreas('aggregateToUnits', areas).join(accounts.map(({ position }) => position));

    const names = measureNames(accounts);
    const sums = areas.map(() => Object.fromEntries(names.map((name) => [name, 0])));
    const unitOf: Record<string, string> = {};
    const outside: { accountId: string; code: 'outside-areas' }[] = [];
    accounts.forEach(({ id, measures }, i) => {
        if (areaOf[i] < 0) {
            outside.push({ accountId: id, code: 'outside-areas' });
            return;
        }
        unitOf[id] = areas[areaOf[i]].id;
        for (const name in measures) sums[areaOf[i]][name] += measures[name];
    });
    const units = areas.map(({ id, geometry }, i): Unit => ({ id, position: polygonCentroid(geometry), measures: sums[i] }));
    return { units, unitOf, outside };
}
