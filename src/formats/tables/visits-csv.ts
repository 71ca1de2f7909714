import { flag, optional, type Schema, strict } from '../../core/index.js';
import { type Account, type Rep, WEEKDAYS, weekdayOf } from '../../market/index.js';
import type { BeatPlan, VisitPlan } from '../../planning/index.js';
import { assertWriting } from './check-arguments.js';
import { lookUpPlan } from './plan-lookup.js';
import { type CsvOptions, csvEntries, tableToCsv } from './table-to-csv.js';

/** What {@link visitsToCsv} takes. */
export interface VisitsCsvOptions extends CsvOptions {
    /** Whether calls that are due but not planned follow at the end, with the reason; default true. */
    readonly unscheduled?: boolean;
}

const COLUMNS = [
    'status',
    'date',
    'weekday',
    'rep_id',
    'rep_name',
    'order',
    'account_id',
    'account_name',
    'address',
    'arrival',
    'start',
    'end',
    'minutes',
    'travel_minutes',
    'travel_km',
    'latitude',
    'longitude',
    'tier',
    'priority',
    'visit_id',
    'reason',
];

const optionsSchema: Schema = strict({ ...csvEntries, unscheduled: optional(flag()) });

/**
 * Writes a plan's calls as a table, one row a call, for spreadsheets and customer systems.
 *
 * @param plan - a beat plan, or its calendar alone (then without tier and priority of accounts that have none of their own)
 * @param accounts - those that were planned
 * @param reps - those that were planned
 * @param options - form of the table ({@link EXCEL_WITH_COMMA} for Excel with a decimal comma), and whether unplanned calls are listed
 * @returns text with CRLF line ends; planned calls by rep, date and order, then unplanned ones with `reason`. Texts that a
 * spreadsheet would take for a formula begin with an apostrophe.
 * @throws BeatplanError `invalid-input` with `unknown-id` issues for accounts and reps that were not given
 */
export function visitsToCsv(
    plan: BeatPlan | VisitPlan,
    accounts: readonly Account[],
    reps: readonly Rep[],
    options: VisitsCsvOptions = {},
): string {
    assertWriting(plan, accounts, reps, options, optionsSchema);
    const { calendar, accounts: accountById, reps: repById } = lookUpPlan(plan, accounts, reps);
    const scores = new Map(('scores' in plan ? plan.scores : []).map((score) => [score.accountId, score]));
    const rows: (string | number)[][] = [];
    const describe = (id: string): { readonly account: Account; readonly place: (string | number)[] } => {
        const account = accountById.get(id) as Account;
        const score = scores.get(id);
        const [longitude, latitude] = account.position;
        const priority = score?.priority ?? account.priority;
        return {
            account,
            place: [
                roundTo(latitude, 6),
                roundTo(longitude, 6),
                score?.tier ?? account.tier ?? '',
                priority === undefined ? '' : roundTo(priority, 1),
            ],
        };
    };
    for (const visit of calendar.visits) {
        const { account, place } = describe(visit.accountId);
        rows.push([
            'planned',
            visit.date,
            WEEKDAY_NAMES[WEEKDAYS.indexOf(weekdayOf(visit.date))],
            visit.repId,
            repById.get(visit.repId)?.name ?? visit.repId,
            visit.order,
            visit.accountId,
            account.name ?? account.id,
            account.address ?? '',
            clockTime(visit.arrival),
            clockTime(visit.start),
            clockTime(visit.departure),
            Math.round((visit.departure - visit.start) / 60),
            Math.round(visit.travelDuration / 60),
            roundTo(visit.distance / 1000, 1),
            ...place,
            visit.id,
            '',
        ]);
    }
    for (const visit of options.unscheduled === false ? [] : calendar.unscheduled) {
        const { account, place } = describe(visit.accountId);
        const rep = visit.repId === undefined ? ['', ''] : [visit.repId, repById.get(visit.repId)?.name ?? visit.repId];
        const names = [visit.accountId, account.name ?? account.id, account.address ?? ''];
        rows.push(['unscheduled', '', '', ...rep, '', ...names, '', '', '', '', '', '', ...place, visit.id, visit.message]);
    }
    const { unscheduled: _, ...form } = options;
    return tableToCsv(COLUMNS, rows, form);
}

function roundTo(value: number, decimals: number): number {
    return Number(value.toFixed(decimals));
}

/** Days as tables and properties name them, Monday first. */
export const WEEKDAY_NAMES: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `HH:MM` of seconds after midnight, to the nearest minute. */
export function clockTime(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
