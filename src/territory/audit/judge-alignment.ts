import { greatCircleDistance, type Position, sphericalMean } from '../../geo/index.js';
import { countParts } from '../graph/count-parts.js';
import type { Alignment } from '../model/alignment.js';
import { deviationFrom } from '../model/balance.js';
import { type BalancedMeasure, measureOf, type TerritoryLimit } from '../model/measure.js';
import type { Unit } from '../model/unit.js';

/** The rules that a plan is judged by. */
export interface JudgeRules {
    readonly balance: readonly BalancedMeasure[];
    readonly targets: Readonly<Record<string, number>>;
    readonly limits: readonly TerritoryLimit[];
    /** Links between units by id; undefined if territories may be in parts. */
    readonly edges: readonly (readonly [string, string])[] | undefined;
    readonly metric: 'geographic' | 'planar';
}

/** What a plan is worth, whatever it says of itself. */
export interface Judgement {
    readonly violations: number;
    readonly excess: number;
    readonly maxDeviation: number;
    readonly dispersion: number;
}

/** Where few units are the median is looked for among all of them, else among those nearest to the mean. */
const MEDIAN_CANDIDATES = 50;

/** Counts and measures by how much a plan breaks rules. O(n log n + edges) */
export function judgeAlignment(units: readonly Unit[], plan: Alignment, rules: JudgeRules): Judgement {
    const { balance, targets, limits, edges, metric } = rules;
    const unitOf = new Map(units.map((unit) => [unit.id, unit] as const));
    const holders = new Map<string, number>();
    for (const { unitIds } of plan.territories) for (const id of unitIds) holders.set(id, (holders.get(id) ?? 0) + 1);
    let violations = 0;
    // In no territory, or in several.
    for (const { id } of units) if ((holders.get(id) ?? 0) !== 1) violations++;
    if (edges !== undefined) for (const parts of countParts(plan, edges)) if (parts > 1) violations++;
    const shares = plan.territories.map(({ id }) => targets[id] ?? 1);
    const allShares = shares.reduce((sum, share) => sum + share, 0);
    let excess = 0;
    let maxDeviation = 0;
    let dispersion = 0;
    const judge = (over: number): void => {
        if (over <= 1e-9) return;
        violations++;
        excess += over;
    };
    plan.territories.forEach(({ unitIds }, j) => {
        const members = unitIds.flatMap((id) => unitOf.get(id) ?? []);
        if (members.length === 0) violations++;
        const amountOf = (list: readonly Unit[], measure: string): number =>
            list.reduce((sum, unit) => sum + measureOf(unit, measure), 0);
        for (const { measure, tolerance = 0.05 } of balance) {
            const target = (amountOf(units, measure) * shares[j]) / allShares;
            const deviation = Math.abs(deviationFrom(amountOf(members, measure), target));
            maxDeviation = Math.max(maxDeviation, deviation);
            judge(deviation - tolerance);
        }
        for (const { measure, min = 0, max = Number.POSITIVE_INFINITY } of limits) {
            const amount = amountOf(members, measure);
            const scale = (amount > max ? max : min) || 1;
            judge(Math.max(min - amount, amount - max) / scale);
        }
        dispersion += distanceToMedian(
            members.map(({ position }) => position),
            metric,
        );
    });
    return { violations, excess, maxDeviation, dispersion };
}

function distanceToMedian(positions: readonly Position[], metric: 'geographic' | 'planar'): number {
    if (positions.length === 0) return 0;
    const apart = ([x, y]: Position, [x2, y2]: Position): number =>
        metric === 'planar' ? Math.hypot(x - x2, y - y2) : greatCircleDistance([x, y], [x2, y2]);
    const mean: Position = metric === 'planar' ? planarMean(positions) : sphericalMean(positions);
    const candidates = positions
        .map((position) => ({ position, distance: apart(position, mean) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, MEDIAN_CANDIDATES);
    const sums = candidates.map(({ position }) => positions.reduce((sum, other) => sum + apart(other, position), 0));
    return Math.min(...sums);
}

function planarMean(positions: readonly Position[]): Position {
    const [x, y] = positions.reduce(([sumX, sumY], [a, b]) => [sumX + a, sumY + b], [0, 0]);
    return [x / positions.length, y / positions.length];
}
