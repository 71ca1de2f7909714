import { checkStructure, coordinates, finite, IssueCollector, jsonReady, list, optional, strict } from '../core/index.js';
import type { Position } from '../geo/index.js';
import { checkPosition } from '../geo/internal.js';
import { PointIndex } from '../spatial/index.js';

/** A place where a competitor sells. */
export interface CompetitorSite {
    readonly position: Position;
    /** Pressure right beside it, 0 to 1; default 1. */
    readonly strength?: number;
}

/** Options of {@link measureCompetition}. */
export interface CompetitionOptions {
    /** Metres over which the pressure of a site falls by half, more than 0; default 5,000. */
    readonly halving?: number;
}

// A thousandth of a site's strength is left there.
const FARTHEST_HALVINGS = 10;

/**
 * Measures how much competitors press upon places: of each site its strength, halved over a given distance, and of several what they
 * leave of each other's rest, `1 - Π (1 - pressure)`.
 *
 * @param places - of accounts or of units
 * @param sites - any number
 * @returns a pressure for each place in order, 0 (no competitor near) to 1. O(n log sites + pairs within ten halvings)
 * @throws BeatplanError `invalid-input` with every issue of places, sites and options
 * @example
 * ```ts
 * const pressure = measureCompetition(accounts.map(({ position }) => position), rivals, { halving: 3_000 });
 * ```
 */
export function measureCompetition(
    places: readonly Position[],
    sites: readonly CompetitorSite[],
    options: CompetitionOptions = {},
): Float64Array {
    const collector = new IssueCollector();
    if (checkStructure(list(coordinates()), places, collector, ['places'])) {
        for (let i = 0; i < places.length; i++) checkPosition(places[i], ['places', i], collector);
    }
    const siteSchema = strict({ position: coordinates(), strength: optional(finite({ min: 0, max: 1 })) });
    if (checkStructure(list(siteSchema), sites, collector, ['sites'])) {
        for (let i = 0; i < sites.length; i++) checkPosition(sites[i].position, ['sites', i, 'position'], collector);
    }
    checkStructure(strict({ halving: optional(finite({ moreThan: 0 })) }), options, collector, ['options']);
    collector.throwIfAny('measureCompetition');

    const { halving = 5_000 } = options;
    const index = new PointIndex(sites.map(({ position }) => position));
    const near = new Int32Array(sites.length);
    const distances = new Float64Array(sites.length);
    const shares = Float64Array.from(places, ([lng, lat]) => {
        const count = index.withinInto(lng, lat, FARTHEST_HALVINGS * halving, near, distances);
        let left = 1;
        for (let k = 0; k < count; k++) left *= 1 - (sites[near[k]].strength ?? 1) * 2 ** (-distances[k] / halving);
        return 1 - left;
    });
    return jsonReady(shares);
}
