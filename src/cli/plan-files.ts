import { routesToGeoJson, territoriesToGeoJson, visitsToCsv, visitsToIcs } from '../formats/index.js';
import { type Scorecard, scorecard as scorePlan } from '../performance/index.js';
import type { BeatPlan } from '../planning/index.js';
import { renderReport } from '../report/index.js';
import { accountUnits, territoryShapes } from '../territory/index.js';
import { GENERATOR } from './own-files.js';
import type { PlanInput } from './plan-input.js';

/** A plan as texts by file name, and the scorecard that stands in one of them. */
export interface PlanFiles {
    readonly texts: Readonly<Record<(typeof PLAN_FILES)[number], string>>;
    readonly scorecard: Scorecard;
}

/** Names of everything that `beatplan plan` writes, in order. */
export const PLAN_FILES = [
    'territories.geojson',
    'routes.geojson',
    'visits.csv',
    'calendar.ics',
    'scorecard.json',
    'report.html',
] as const;

/**
 * Everything that `beatplan plan` writes.
 *
 * @param previous - the calendar that is replaced, whose events move
 */
export function planFiles({ accounts, reps }: PlanInput, plan: BeatPlan, previous?: string): PlanFiles {
    const issue = previous === undefined ? {} : { previous, stamp: `${new Date().toISOString().slice(0, 19)}Z` };
    const scorecard = scorePlan(accounts, reps, plan);
    const shapes = territoryShapes(plan.territories, accountUnits(accounts, plan.scores));
    const territories = territoriesToGeoJson(shapes, { plan: plan.territories, reps, scorecard });
    const texts = {
        'territories.geojson': toLine(territories),
        'routes.geojson': toLine(routesToGeoJson(plan, accounts, reps)),
        'visits.csv': visitsToCsv(plan, accounts, reps),
        'calendar.ics': visitsToIcs(plan, accounts, reps, issue),
        'scorecard.json': `${JSON.stringify({ ...GENERATOR, ...scorecard }, undefined, 2)}\n`,
        'report.html': renderReport({ accounts, reps, plan, shapes, scorecard }),
    };
    return { texts, scorecard };
}

function toLine(value: object): string {
    return `${JSON.stringify({ ...GENERATOR, ...value })}\n`;
}
