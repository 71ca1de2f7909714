import { runSteps } from '../../core/index.js';
import { greatCircleDistance, type Position, sphericalMean } from '../../geo/index.js';
import { deviationFrom } from '../model/balance.js';
import { exactMedian, MOST_EXACT } from '../model/exact-median.js';
import { measureNames, sumMeasures } from '../model/sum-measures.js';
import type { Territory, TerritoryPlan } from '../model/territory-plan.js';
import type { Unit } from '../model/unit.js';

// In very large territories the median is looked for among the units nearest to the mean.
const MEDIAN_CANDIDATES = 50;

/** A territory that was not designed here. */
export interface UnitGroup {
    readonly id: string;
    readonly repId?: string;
    readonly members: readonly Unit[];
    readonly parts: number;
    /** Where the territory lies if it has no units. Default: at the mean of all units. */
    readonly center?: Position;
}

/**
 * The plan that a division amounts to; targets are the mean of each measure.
 *
 * @param units - all of them: a measure that any has, every territory has
 */
export function planFromGroups(units: readonly Unit[], groups: readonly UnitGroup[]): TerritoryPlan {
    const names = measureNames(units);
    const sums = groups.map(({ members }) => sumMeasures(members, names));
    const targets = Object.fromEntries(
        names.map((name) => [name, sums.reduce((sum, measures) => sum + measures[name], 0) / groups.length]),
    );
    let dispersion = 0;
    let maxDeviation = 0;
    const territories = groups.map(({ id, repId, members, parts, center: otherwise }, j): Territory => {
        const center = medianOf(members) ?? otherwise ?? sphericalMean(units.map(({ position }) => position));
        for (const { position } of members) dispersion += greatCircleDistance(position, center);
        const deviations = Object.fromEntries(names.map((name) => [name, deviationFrom(sums[j][name], targets[name])]));
        maxDeviation = Math.max(maxDeviation, ...Object.values(deviations).map(Math.abs));
        return {
            id,
            ...(repId === undefined ? {} : { repId }),
            unitIds: members.map((unit) => unit.id),
            center,
            measures: sums[j],
            targets,
            deviations,
            parts,
        };
    });
    const statistics = { seed: 0, iterations: 0, seconds: 0 };
    return { territories, violations: [], dispersion, maxDeviation, statistics };
}

function medianOf(units: readonly Unit[]): Position | undefined {
    if (units.length === 0) return undefined;
    const mean = sphericalMean(units.map(({ position }) => position));
    const byDistance = units
        .map(({ position }, place) => ({ position, place, distance: greatCircleDistance(position, mean) }))
        .sort((a, b) => a.distance - b.distance);
    if (units.length <= MOST_EXACT) {
        const apart = (a: number, b: number): number => greatCircleDistance(units[a].position, units[b].position);
        return units[runSteps(exactMedian(units.length, [byDistance[0].place], apart, true))].position;
    }
    const candidates = byDistance.slice(0, MEDIAN_CANDIDATES).map(({ position }) => ({
        position,
        sum: units.reduce((sum, unit) => sum + greatCircleDistance(unit.position, position), 0),
    }));
    return candidates.reduce((best, one) => (one.sum < best.sum ? one : best)).position;
}
