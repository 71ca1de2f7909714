import {
    assertCollector,
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    loose,
    optional,
    record,
    type Schema,
    text,
} from '../core/index.js';
import type { Scorecard } from './scorecard-data.js';

const ACTIVITY_FIGURES = [
    'accounts',
    'workload',
    'visitsDue',
    'visitsPlanned',
    'completion',
    'coverage',
    'daysWorked',
    'visitsPerDay',
    'distance',
    'travelDuration',
    'serviceDuration',
    'waitingDuration',
    'windshieldShare',
    'utilization',
] as const;
const activity = Object.fromEntries(ACTIVITY_FIGURES.map((figure) => [figure, finite()]));
const ofPotential = { potential: optional(finite()), potentialCovered: optional(finite()) };
const balance: Schema = loose({ mean: finite(), maxDeviation: finite(), coefficientOfVariation: finite(), gini: finite() });
const scorecardSchema: Schema = loose({
    start: text(),
    weeks: finite({ min: 0 }),
    reps: finite({ min: 0 }),
    total: loose({ ...activity, ...ofPotential }),
    balance: loose({ workload: balance, potential: optional(balance) }),
    territories: list(
        loose({
            ...activity,
            ...ofPotential,
            territoryId: text(),
            repId: optional(text()),
            repName: optional(text()),
            workloadIndex: finite(),
            potentialIndex: optional(finite()),
            parts: finite({ min: 0 }),
        }),
    ),
    unscheduled: record(finite({ min: 0 })),
    maxHoursDeviation: optional(finite()),
    findings: optional(list(loose({ kind: text(), repId: text(), message: text(), fix: text() }))),
    splitTerritories: finite({ min: 0 }),
});

/**
 * Finds everything that is wrong with the structure of a scorecard, as `scorecard` makes it and as files keep it.
 *
 * @param value - any value
 * @param collector - takes the issues
 * @param path - where the scorecard stands in the whole input; default `['scorecard']`
 * @returns whether nothing was found
 */
export function checkScorecard(value: unknown, collector: IssueCollector, path: IssuePath = ['scorecard']): value is Scorecard {
    assertCollector(collector, path);
    return checkStructure(scorecardSchema, value, collector, path);
}
