import { assertArguments, list, optional, type Schema, strict } from '../../core/index.js';
import { unitSchema } from '../model/check-units.js';
import { metricSchema } from '../model/schemas.js';
import type { Unit } from '../model/unit.js';
import { buildContiguity, planePoints } from './contiguity.js';

const optionsSchema: Schema = strict({ metric: optional(metricSchema) });

/**
 * Finds the pairs of units with no unit between them: the circle over the two as its diameter holds no other unit (Gabriel graph). Fewer and
 * shorter links than the Delaunay triangulation's, for territories that should not reach past a third unit.
 *
 * @param units - ids unique
 * @returns pairs of ids, each pair once, by the order of the units, for the `edges` of `buildContiguity`; the graph is connected. O(n log n)
 * @throws BeatplanError `invalid-input` with the codes of units
 * @example
 * ```ts
 * const plan = designTerritories(units, { count: 8, edges: findGabrielLinks(units) });
 * ```
 * @see Gabriel and Sokal 1969, doi:10.2307/2412323; Matula and Sokal 1980, doi:10.1111/j.1538-4632.1980.tb00031.x
 */
export function findGabrielLinks(
    units: readonly Unit[],
    options: { readonly metric?: 'geographic' | 'planar' } = {},
): [string, string][] {
    assertArguments('findGabrielLinks', { units: list(unitSchema), options: optionsSchema }, { units, options });
    const { metric = 'geographic' } = options;
    const { offsets, neighbours } = buildContiguity(units, { metric, stretch: Number.POSITIVE_INFINITY });
    const points = planePoints(units, metric);
    /** Positive where c lies outside of the circle over a and b. */
    const outside = (a: number, b: number, c: number): number =>
        (points[2 * a] - points[2 * c]) * (points[2 * b] - points[2 * c]) +
        (points[2 * a + 1] - points[2 * c + 1]) * (points[2 * b + 1] - points[2 * c + 1]);
    const links: [string, string][] = [];
    for (let a = 0; a < units.length; a++) {
        for (let k = offsets[a]; k < offsets[a + 1]; k++) {
            const b = neighbours[k];
            if (b < a) continue;
            // If any unit lies in the circle, so does a Delaunay neighbour of both ends.
            let isFree = true;
            for (let n = offsets[a]; n < offsets[a + 1] && isFree; n++) {
                isFree = neighbours[n] === b || outside(a, b, neighbours[n]) >= 0;
            }
            if (isFree) links.push([units[a].id, units[b].id]);
        }
    }
    return links;
}
