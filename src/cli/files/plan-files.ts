import {
    type CsvOptions,
    type RoutesGeoJsonOptions,
    routesToGeoJson,
    territoriesToGeoJson,
    type VisitsIcsOptions,
    visitsToCsv,
    visitsToIcs,
} from '../../formats/index.js';
import type { Rep } from '../../market/index.js';
import { planForReview, type Scorecard, scorecard as scorePlan } from '../../performance/index.js';
import type { BeatPlan } from '../../planning/index.js';
import { type ReportTiles, renderReport } from '../../report/index.js';
import { accountUnits, territoryShapes } from '../../territory/index.js';
import { type FieldTravel, RoadGraph } from '../../travel/index.js';
import { calendarFiles } from './calendar-files.js';
import { GENERATOR } from './own-files.js';
import type { PlanInput } from './plan-input.js';

/** A plan as texts by file name, and the scorecard that stands in one of them. */
export interface PlanFiles {
    readonly texts: Readonly<Record<string, string>>;
    readonly scorecard: Scorecard;
}

/** What a user may say about the files of a plan. */
export interface PlanFileForm {
    /** Texts of the calendars that an earlier run left, by file name: their events move. */
    readonly previous: ReadonlyMap<string, string>;
    /** Default: commas and points. */
    readonly csv?: CsvOptions;
    readonly tiles?: ReportTiles;
    /** How fast reps drive. Default: the default great-circle model. */
    readonly travel?: FieldTravel;
}

/** Names of everything that `beatplan plan` writes for these reps, in order. */
export function planFileNames(reps: readonly Rep[]): string[] {
    return [...PLAN_FILES, ...calendarFiles(reps).values()];
}

const PLAN_FILES = [
    'territories.geojson',
    'routes.geojson',
    'visits.csv',
    'calendar.ics',
    'scorecard.json',
    'plan.json',
    'report.html',
] as const;

/**
 * Everything that `beatplan plan` writes.
 *
 * @param form - the calendars that are replaced, and how tables and the report are to be
 */
export function planFiles({ accounts, reps }: PlanInput, plan: BeatPlan, form: PlanFileForm): PlanFiles {
    const stamp = `${new Date().toISOString().slice(0, 19)}Z`;
    const issueOf = (name: string): VisitsIcsOptions => {
        const previous = form.previous.get(name);
        return previous === undefined ? {} : { previous, stamp };
    };
    const scorecard = scorePlan(accounts, reps, plan, form.travel === undefined ? {} : { travel: form.travel });
    const shapes = territoryShapes(plan.alignment, accountUnits(accounts, plan.scores));
    const territories = territoriesToGeoJson(shapes, { plan: plan.alignment, reps, scorecard });
    const texts = {
        'territories.geojson': toLine(territories),
        'routes.geojson': toLine(routesToGeoJson(plan, accounts, reps, courseOn(form.travel))),
        'visits.csv': visitsToCsv(plan, accounts, reps, form.csv),
        'calendar.ics': visitsToIcs(plan, accounts, reps, issueOf('calendar.ics')),
        'scorecard.json': `${JSON.stringify({ ...GENERATOR, ...scorecard }, undefined, 2)}\n`,
        'plan.json': toLine(planForReview(accounts, reps, plan)),
        'report.html': renderReport({
            accounts,
            reps,
            plan,
            shapes,
            scorecard,
            ...(form.tiles === undefined ? {} : { tiles: form.tiles }),
        }),
        ...Object.fromEntries(
            [...calendarFiles(reps)].map(([rep, name]) => [name, visitsToIcs(plan, accounts, reps, { rep, ...issueOf(name) })]),
        ),
    };
    return { texts, scorecard };
}

function toLine(value: object): string {
    return `${JSON.stringify({ ...GENERATOR, ...value })}\n`;
}

/** Roads are drawn where they are known. */
function courseOn(travel: FieldTravel | undefined): RoutesGeoJsonOptions {
    if (travel?.kind !== 'roads' || !(travel.roads instanceof RoadGraph)) return {};
    const { roads } = travel;
    return { course: (places) => roads.route(places)?.line };
}
