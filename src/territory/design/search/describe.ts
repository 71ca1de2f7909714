import type { Steps } from '../../../core/index.js';
import { EARTH_RADIUS, greatCircleDistance } from '../../../geo/index.js';
import { tripEstimator } from '../../../travel/index.js';
import type { Contiguity } from '../../graph/contiguity.js';
import { componentLabels } from '../../graph/graph.js';
import { deviationFrom } from '../../model/balance.js';
import { exactMedian, MOST_EXACT } from '../../model/exact-median.js';
import { measureOf } from '../../model/measure.js';
import { measureNames, sumMeasures } from '../../model/sum-measures.js';
import type { Territory, TerritoryPlan, TerritoryViolation, ViolationCause } from '../../model/territory-plan.js';
import type { Measures, Unit } from '../../model/unit.js';
import { type CheckedWork, workOf } from '../../workload/checked-work.js';
import { WORKLOAD } from '../../workload/work-matrix.js';
import type { CheckedDesign } from '../check-design.js';
import type { CompiledDesign } from './compile.js';
import { isCutByLocks } from './cut-by-locks.js';
import { describeBridges } from './describe-bridges.js';
import { countDistance, type Distances, nodeDistance, straightDistance } from './distances.js';
import { findMedian } from './find-median.js';
import { EXCESS_EPSILON } from './instance.js';
import { provesCoarse } from './prove-coarse.js';
import { findBrokenRules, findOutOfReach } from './rule-violations.js';

/** From this many units on, a territory's median is found about where drives may be shorter by a detour. */
const MANY_MEMBERS = 1600;

/** Writes a division as the plan that the user gets, all figures computed afresh. */
export function* describeDivision(
    design: CheckedDesign,
    compiled: CompiledDesign,
    division: Int32Array,
    statistics: TerritoryPlan['statistics'],
): Steps<TerritoryPlan> {
    const { distances } = compiled;
    const count = design.territoryIds.length;
    const size = design.units.length;
    const masses = new Float64Array(size).fill(1);
    const rankOf = new Int32Array(size);
    for (let i = 0; i < size; i++) rankOf[design.inputIndex[i]] = i;
    const members: number[][] = Array.from({ length: count }, () => []);
    for (let i = 0; i < size; i++) members[division[i]].push(i);
    const parts = countParts(compiled.contiguity, count, division);
    const totals = sumMeasures(design.units, namesOf(design));
    const names = Object.keys(totals);
    const open = design.units.map((_, i) => i).filter((i) => design.frozen[division[i]] !== 1);
    const designed = sumOf(design, open, names, division);
    const territories: Territory[] = [];
    const violations: TerritoryViolation[] = [];
    let dispersion = 0;
    let maxDeviation = 0;
    const greedy = design.balance.map((balanced) => findGreedyUnit(design, division, balanced, designed[balanced.measure]));
    for (let j = 0; j < count; j++) {
        yield;
        const id = design.territoryIds[j];
        const median = yield* medianUnit(distances, design.metric, masses, members[j]);
        const center = design.units[median].position;
        dispersion += sumTo(design, distances, members[j], median);
        const measures = sumOf(design, members[j], names, division);
        const targets: Record<string, number> = {};
        const deviations: Record<string, number> = {};
        for (const [at, { measure, tolerance }] of design.balance.entries()) {
            const target = design.frozen[j] === 1 ? 0 : design.shares[j] * designed[measure];
            const deviation = deviationFrom(measures[measure], target);
            targets[measure] = target;
            deviations[measure] = deviation;
            maxDeviation = Math.max(maxDeviation, Math.abs(deviation));
            const excess = Math.abs(deviation) - tolerance;
            if (excess <= EXCESS_EPSILON) continue;
            const cause = findCause(design, j, members[j], measure, tolerance, target, deviation < 0 ? greedy[at] : undefined);
            violations.push({
                code: 'tolerance-not-met',
                territoryId: id,
                measure,
                excess,
                cause: cause.cause,
                message: `${measure} is ${showShare(deviation, tolerance)} off its target, more than the tolerance of ${showShare(tolerance, 0)}: ${cause.text}.`,
            });
        }
        if (design.contiguous && parts[j] > 1) {
            const isShutOff = isCutByLocks(design, compiled.contiguity, j, members[j]);
            const cause = isShutOff ? 'locks' : 'contiguity';
            const text = isShutOff
                ? 'units that must be in it are cut off from each other by units locked to others'
                : 'no division was found in which it is connected';
            const message = `falls into ${parts[j]} parts: ${text}.`;
            violations.push({ code: 'not-contiguous', territoryId: id, excess: parts[j] - 1, cause, message });
        }
        violations.push(...findBrokenRules(design, j, members[j], measures), ...findOutOfReach(design, j, members[j]));
        const unitIds = members[j]
            .map((i) => design.inputIndex[i])
            .sort((a, b) => a - b)
            .map((index) => design.inputIds[index]);
        territories.push({ id, unitIds, center, measures, targets, deviations, parts: parts[j] });
    }
    const { work } = design;
    const unreached = work === undefined ? [] : design.inputIds.filter((_, index) => isUnreached(work, rankOf[index]));
    return {
        territories,
        violations,
        bridges: describeBridges(design, compiled, division),
        dispersion,
        maxDeviation,
        ...(work === undefined ? {} : { unreached }),
        statistics,
    };
}

function isUnreached({ offsets }: CheckedWork, unit: number): boolean {
    return offsets[unit] === offsets[unit + 1];
}

// Measures of some units; work is that for the territories that have them.
function sumOf(design: CheckedDesign, members: readonly number[], names: readonly string[], division: Int32Array): Measures {
    const sums = sumMeasures(
        members.map((i) => design.units[i]),
        names,
    );
    const { work } = design;
    if (work === undefined) return sums;
    return { ...sums, [WORKLOAD]: members.reduce((sum, i) => sum + workOf(work, i, division[i]), 0) };
}

function namesOf({ balance, limits, units, work }: CheckedDesign): string[] {
    const known = work === undefined ? [] : [WORKLOAD];
    return [...new Set([...[...balance, ...limits].map(({ measure }) => measure), ...measureNames(units), ...known])];
}

function countParts({ offsets, neighbours }: Contiguity, count: number, division: Int32Array): Int32Array {
    const { labels } = componentLabels(offsets, neighbours, division);
    const parts = new Int32Array(count);
    let next = 0;
    for (let i = 0; i < labels.length; i++) {
        if (labels[i] !== next) continue;
        parts[division[i]]++;
        next++;
    }
    return parts;
}

// The unit nearest in sum to the others, ties to the first; about that in very large territories.
function* medianUnit(
    distances: Distances,
    metric: CheckedDesign['metric'],
    masses: Float64Array,
    members: readonly number[],
): Steps<number> {
    const { coordinates, matrix } = distances;
    const middle = new Float64Array(3);
    for (const i of members) for (let axis = 0; axis < 3; axis++) middle[axis] += coordinates[3 * i + axis] / members.length;
    const about = findMedian(distances, masses, Int32Array.from(members), members.length, middle);
    const isMetric = matrix.length === 0 && neverSlows(distances);
    if (members.length > (isMetric ? MOST_EXACT : MANY_MEMBERS)) return about;
    // The search reckons with chords, which fall short of the way over the globe by 0.4 % at 2,000 km.
    const distance = (a: number, b: number): number => {
        const [u, v] = [members[a], members[b]];
        if (matrix.length > 0 || metric === 'planar') return nodeDistance(distances, u, v);
        const chord = straightDistance(coordinates, u, coordinates, v);
        return countDistance(distances, 2 * EARTH_RADIUS * Math.asin(Math.min(1, chord / (2 * EARTH_RADIUS))));
    };
    return members[yield* exactMedian(members.length, [members.indexOf(about)], distance, isMetric)];
}

/** Whether a metre more never takes longer than the metres before it: then no detour is shorter. */
function neverSlows({ slopes }: Distances): boolean {
    return slopes.every((slope, k) => k === 0 || slope <= slopes[k - 1]);
}

function sumTo(
    { units, metric, travel }: CheckedDesign,
    distances: Distances,
    members: readonly number[],
    median: number,
): number {
    const center = units[median].position;
    let sum = 0;
    if (travel?.kind === 'matrix') for (const i of members) sum += distances.matrix[i * units.length + median];
    else if (travel !== undefined) {
        const estimate = tripEstimator(travel);
        for (const i of members) sum += estimate(units[i].position, center).duration;
    } else if (metric === 'planar') {
        for (const i of members) sum += Math.hypot(units[i].position[0] - center[0], units[i].position[1] - center[1]);
    } else for (const i of members) sum += greatCircleDistance(units[i].position, center);
    return sum;
}

function findCause(
    design: CheckedDesign,
    territory: number,
    members: readonly number[],
    measure: string,
    tolerance: number,
    target: number,
    greedy: string | undefined,
): { cause: ViolationCause; text: string } {
    const most = target * (1 + tolerance);
    let locked = 0;
    for (const i of members) {
        const amount = amountOf(design, i, territory, measure);
        if (amount > most)
            return { cause: 'unit-too-large', text: `unit ${design.units[i].id} alone is more than the territory may have` };
        if (design.locks[i] === territory) locked += amount;
    }
    if (locked > most) return { cause: 'locks', text: 'the units locked to it are more than it may have' };
    if (greedy !== undefined) {
        return { cause: 'unit-too-large', text: `unit ${greedy} alone takes so much that not all others can have enough` };
    }
    const allowed = design.units
        .map((_, i) => i)
        .filter((i) => design.locks[i] === -1 || design.locks[i] === territory)
        .map((i) => amountOf(design, i, territory, measure));
    if (provesCoarse(allowed, target * (1 - tolerance), most)) {
        return { cause: 'coarse-units', text: 'no units add up to what the tolerance leaves' };
    }
    if (design.disruption.maxMoved < 1 && design.incumbent.length > 0) {
        return { cause: 'disruption', text: 'as much as may move has moved, or no small move helps' };
    }
    return { cause: 'contiguity', text: 'no exchange with its neighbours was found that keeps every limit' };
}

/**
 * The largest of the units that are each more than their territory may have, if they leave so little that the territories without
 * such a unit cannot all have the least that the tolerance asks for.
 */
function findGreedyUnit(
    design: CheckedDesign,
    division: Int32Array,
    { measure, tolerance }: CheckedDesign['balance'][number],
    total: number,
): string | undefined {
    const { units, shares, frozen } = design;
    let largest: Unit | undefined;
    let largestAmount = 0;
    let left = total;
    const taken = new Set<number>();
    units.forEach((unit, i) => {
        const territory = division[i];
        const amount = amountOf(design, i, territory, measure);
        if (frozen[territory] === 1 || amount <= shares[territory] * total * (1 + tolerance)) return;
        if (largest === undefined || amount > largestAmount) {
            largest = unit;
            largestAmount = amount;
        }
        left -= amount;
        taken.add(territory);
    });
    let least = 0;
    shares.forEach((share, j) => {
        if (frozen[j] !== 1 && !taken.has(j)) least += share * total * (1 - tolerance);
    });
    return left < least ? largest?.id : undefined;
}

function amountOf({ units, work }: CheckedDesign, unit: number, territory: number, measure: string): number {
    return work !== undefined && measure === WORKLOAD ? workOf(work, unit, territory) : measureOf(units[unit], measure);
}

// With as many digits as tell it from the other.
function showShare(value: number, other: number): string {
    const show = (share: number, digits: number): string => (share * 100).toFixed(digits);
    let digits = 1;
    while (digits < 6 && value !== other && show(Math.abs(value), digits) === show(other, digits)) digits++;
    return `${show(value, digits)} %`;
}
