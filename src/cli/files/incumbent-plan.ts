import { BeatplanError, IssueCollector } from '../../core/index.js';
import { parseVisitsCsv } from '../../formats/index.js';
import type { IncumbentCalendar, IncumbentPlan } from '../../planning/index.js';
import { checkIncumbentPlan } from '../../planning/internal.js';
import { planFromShapes } from '../../territory/index.js';
import { prefixIssues } from '../terminal/describe-error.js';
import { parseJsonFile } from './json-file.js';
import { fitsNot, readPlanFile } from './plan-file.js';
import type { PlanInput } from './plan-input.js';
import { readTextFile } from './read-text-file.js';
import { isJson, parseTerritories } from './territories-file.js';

/** A plan in place, laid over a market. */
export interface PlanInPlace {
    readonly plan: IncumbentPlan;
    readonly notes: readonly string[];
}

const NO_CALENDAR: IncumbentCalendar = { visits: [] };

/**
 * Reads what a plan goes on from: a checkpoint, the `visits.csv` of an earlier plan, or territories alone, as rows or outlines.
 *
 * @throws BeatplanError with the file in each path; `unknown-id` if the plan has nothing to do with the market
 */
export async function readIncumbentPlan(path: string, { accounts, reps }: PlanInput): Promise<PlanInPlace> {
    const { text, note } = await readTextFile(path);
    const plan = await parseIncumbent(path, text, accounts);
    const { territories } = plan.alignment;
    const known = new Set(accounts.map(({ id }) => id));
    const staff = new Set(reps.map(({ id }) => id));
    const placed = territories.flatMap(({ id, repId = id, unitIds }) => unitIds.map((unitId) => ({ unitId, repId })));
    const kept = placed.filter(({ unitId, repId }) => known.has(unitId) && staff.has(repId)).length;
    if (kept === 0) throw fitsNot(path, 'places none of the accounts with one of the reps');
    const notes = note === undefined ? [] : [note];
    if (kept < placed.length)
        notes.push(`${placed.length - kept} of ${placed.length} accounts of ${path}, or their reps, are not there any more.`);
    if (kept < accounts.length)
        notes.push(`${accounts.length - kept} of ${accounts.length} accounts are new: they are with no rep of ${path}.`);
    return { plan, notes };
}

async function parseIncumbent(path: string, text: string, accounts: PlanInput['accounts']): Promise<IncumbentPlan> {
    if (!isJson(text)) {
        if (!isVisitsTable(text)) return alignmentOf(path);
        try {
            return parseVisitsCsv(text);
        } catch (error) {
            if (!(error instanceof BeatplanError)) throw error;
            throw new BeatplanError(error.code, 'A plan cannot be read:', prefixIssues(error, [path]));
        }
    }
    const value = parseJsonFile(path, text);
    if (value['type'] === 'FeatureCollection') {
        const units = accounts.map(({ id, position }) => ({ id, position, measures: {} }));
        return { alignment: planFromShapes(units, parseTerritories(path, text)), calendar: NO_CALENDAR };
    }
    const collector = new IssueCollector();
    if (checkIncumbentPlan(value, collector, [path])) return value;
    throw new BeatplanError(collector.issues[0].code, 'A plan cannot be read:', collector.issues);
}

async function alignmentOf(path: string): Promise<IncumbentPlan> {
    const file = await readPlanFile(path);
    return { alignment: file.kind === 'rows' ? file.alignment : { territories: [] }, calendar: NO_CALENDAR };
}

/** Whether a table has the columns of visits in one of its first lines. */
function isVisitsTable(text: string): boolean {
    return text.split(/\r\n?|\n/, 10).some((line) => /\bvisit_id\b/i.test(line) && /\border\b/i.test(line));
}
