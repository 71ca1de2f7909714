import { Random, type StopCriteria } from '../../src/core/index.js';
import type { Districting } from '../../src/formats/index.js';
import { designTerritories, rebalanceTerritories } from '../../src/territory/index.js';

/** What it took to balance a plan again. */
export interface DriftRow {
    readonly instance: string;
    readonly seed: number;
    /** Measures that are balanced: the one that drifted, or all. */
    readonly measures: number;
    /** Largest deviation of the drifted plan, and of the new one. */
    readonly before: number;
    readonly after: number;
    readonly feasible: boolean;
    readonly movedShare: number;
    readonly seconds: number;
}

const MEASURES = ['w1', 'w2', 'w3'];
const DRIFT = 0.4;

/** Lets the first measure of every unit drift by up to 40 % either way, and brings the plan back within the tolerance. */
export function measureDrift(instance: Districting, measures: number, seed: number, stop: StopCriteria): DriftRow {
    const { units, edges, territories: count, tolerance } = instance;
    const balance = MEASURES.slice(0, measures).map((measure) => ({ measure, tolerance }));
    const shared = { balance, edges, metric: 'planar' } as const;
    const plan = designTerritories(units, { ...shared, count, stop: { iterations: 400_000 } });
    const random = new Random(seed);
    const drifted = units.map((unit) => {
        const factor = 1 - DRIFT + 2 * DRIFT * random.next();
        return { ...unit, measures: { ...unit.measures, w1: unit.measures['w1'] * factor } };
    });
    const stay = rebalanceTerritories(drifted, plan, { ...shared, stop: { iterations: 0 }, disruption: { maxMoved: 0 } });
    const next = rebalanceTerritories(drifted, plan, { ...shared, seed, stop });
    return {
        instance: instance.name,
        seed,
        measures,
        before: stay.maxDeviation,
        after: next.maxDeviation,
        feasible: next.violations.length === 0,
        movedShare: next.changes.movedShare,
        seconds: next.statistics.seconds,
    };
}
