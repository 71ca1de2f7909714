import assert from 'node:assert/strict';
import { IssueCollector } from '../../../src/core/index.js';
import * as formats from '../../../src/formats/index.js';
import { dayWindows, WEEKDAYS, type WeeklyHours } from '../../../src/market/index.js';
import { checkAccounts, checkReps } from '../../../src/market/internal.js';
import type { IncumbentPlan } from '../../../src/planning/index.js';
import { checkIncumbentPlan } from '../../../src/planning/internal.js';
import { evaluate, validateProblem } from '../../../src/routing/index.js';
import type { Alignment, Unit } from '../../../src/territory/index.js';
import { sampleAccounts, samplePlan, sampleReps } from '../catalogue/sample-plan.js';
import { TEXTS } from '../catalogue/texts.js';
import * as texts from './reader-texts.js';

/** One way of reading a text. */
export interface Reader {
    /** Sound texts, which are then spoilt. */
    readonly texts: readonly string[];
    /** Reads a text; a judge throws unless other calls can use the answer. */
    readonly read: (text: string) => () => void;
}

/** Reads a text, and judges the answer when it is asked to: that is not the reader's time. */
function reader<Answer>(from: readonly string[], read: (text: string) => Answer, judge: (answer: Answer) => void): Reader {
    return {
        texts: from,
        read: (text) => {
            const answer = read(text);
            return () => judge(answer);
        },
    };
}

/** As {@link reader}, of what takes parsed JSON: any other text is the caller's affair. */
function jsonReader<Answer>(from: readonly string[], read: (json: never) => Answer, judge: (answer: Answer) => void): Reader {
    const readText = (text: string): { answer: Answer } | undefined => {
        let json: unknown;
        try {
            json = JSON.parse(text);
        } catch {
            return undefined;
        }
        return { answer: read(json as never) };
    };
    return reader(from, readText, (parsed) => parsed && judge(parsed.answer));
}

const { INSTANCE_TEXTS, ACCOUNT_TEXTS, REP_TEXTS } = texts;
const instanceOf = (text: string) => formats.readInstance(text);
const solved = instanceOf(TEXTS.vrplib);

/** Every reader of `beatplan/formats`. */
export const READERS: Readonly<Record<string, Reader>> = {
    readInstance: reader(INSTANCE_TEXTS, instanceOf, judgeInstance),
    ...Object.fromEntries(
        formats.INSTANCE_FORMATS.map((format) => [
            `readInstance ${format}`,
            reader(INSTANCE_TEXTS, (text) => formats.readInstance(text, { format }), judgeInstance),
        ]),
    ),
    readVrplib: reader(INSTANCE_TEXTS.slice(0, 3), (text) => formats.readVrplib(text, { rounding: 'dimacs' }), judgeInstance),
    readToptw: reader([TEXTS.toptw], (text) => formats.readToptw(text, { routes: 2 }), judgeInstance),
    readDistricting: reader([TEXTS.districting], formats.readDistricting, ({ units, edges }) => {
        judgeUnits(units, false);
        const known = new Set(units.map(({ id }) => id));
        for (const id of edges.flat()) assert.ok(known.has(id), `no unit '${id}'`);
    }),
    isDistricting: reader([TEXTS.districting], formats.isDistricting, (answer) => assert.equal(typeof answer, 'boolean')),
    parseSol: reader(
        [TEXTS.sol, 'Route #1: 1 2 3\nCost 12\n'],
        (text) => formats.parseSol(text, solved),
        (routes) => {
            const text = formats.writeSol(solved, { routes, value: 1 });
            assert.deepEqual(formats.parseSol(text, solved), routes, 'not read back');
            evaluate(solved.problem, routes);
        },
    ),
    readAccounts: reader(ACCOUNT_TEXTS, formats.readAccounts, ({ items, itemRows, rejectedRows }) => {
        judgeAccounts(items);
        judgeRows(items, itemRows, rejectedRows);
    }),
    parseAccounts: reader(ACCOUNT_TEXTS, formats.parseAccounts, judgeAccounts),
    parseAccountsCsv: reader(ACCOUNT_TEXTS.slice(0, 2), formats.parseAccountsCsv, judgeAccounts),
    readReps: reader(REP_TEXTS, formats.readReps, ({ items, itemRows, rejectedRows }) => {
        judgeReps(items);
        judgeRows(items, itemRows, rejectedRows);
    }),
    parseReps: reader(REP_TEXTS, formats.parseReps, judgeReps),
    parseRepsCsv: reader(REP_TEXTS.slice(0, 1), formats.parseRepsCsv, judgeReps),
    readAlignmentCsv: reader(texts.ALIGNMENT_TEXTS, formats.readAlignmentCsv, ({ alignment }) => judgeAlignment(alignment)),
    parseAlignmentCsv: reader(texts.ALIGNMENT_TEXTS, formats.parseAlignmentCsv, judgeAlignment),
    parseVisitsCsv: reader(texts.VISIT_TEXTS, formats.parseVisitsCsv, judgeIncumbent),
    parseWeeklyHours: reader(texts.HOURS_TEXTS, formats.parseWeeklyHours, judgeHours),
    unitsFromGeoJson: jsonReader(texts.UNIT_TEXTS, formats.unitsFromGeoJson, (units) => judgeUnits(units, true)),
    'visitsToIcs previous': reader(
        texts.CALENDAR_TEXTS,
        (previous) => formats.visitsToIcs(samplePlan(), sampleAccounts(), sampleReps(), { previous }),
        (text) => {
            const plain = texts.CALENDAR_TEXTS[0];
            assert.equal(withoutIssue(text), withoutIssue(plain), 'another calendar');
        },
    ),
};

function judgeInstance({ problem, format, fleet, customers }: formats.Instance): void {
    // Shipments are read, and refused by every call that would have to keep them.
    assert.deepEqual(
        validateProblem(problem).filter(({ code }) => code !== 'not-supported'),
        [],
    );
    assert.equal(fleet.length, problem.vehicles.length);
    assert.ok(customers >= 0);
    if (format !== 'li-lim') assert.equal(evaluate(problem, []).cost, 0);
}

function judgeAccounts(accounts: readonly unknown[]): void {
    const collector = new IssueCollector();
    checkAccounts(accounts, collector);
    assert.deepEqual(collector.issues, [], 'accounts that no call takes');
}

function judgeReps(reps: readonly unknown[]): void {
    const collector = new IssueCollector();
    checkReps(reps, collector);
    assert.deepEqual(collector.issues, [], 'reps that no call takes');
}

function judgeRows(items: readonly unknown[], itemRows: readonly number[], rejectedRows: readonly number[]): void {
    assert.equal(itemRows.length, items.length);
    const rows = [...itemRows, ...rejectedRows];
    assert.equal(new Set(rows).size, rows.length, 'a row twice');
}

function judgeAlignment(alignment: Alignment): void {
    const units = alignment.territories.flatMap(({ unitIds }) => unitIds);
    assert.equal(new Set(units).size, units.length, 'a unit in two territories');
    if (units.length === 0) return;
    const { territories } = formats.parseAlignmentCsv(formats.alignmentToCsv(alignment));
    const plain = ({ id, unitIds }: Alignment['territories'][number]) => ({ id, unitIds });
    assert.deepEqual(territories.map(plain), alignment.territories.map(plain), 'not read back');
}

function judgeIncumbent(incumbent: IncumbentPlan): void {
    const collector = new IssueCollector();
    checkIncumbentPlan(incumbent, collector, []);
    assert.deepEqual(collector.issues, [], 'a plan that no call takes');
    const ids = incumbent.calendar.visits.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, 'a visit twice');
}

function judgeHours(hours: WeeklyHours): void {
    const again = formats.parseWeeklyHours(formats.formatWeeklyHours(hours));
    for (const day of WEEKDAYS) {
        for (const [open, close] of hours[day] ?? []) assert.ok(open >= 0 && open < close && close <= 86_400, `${open}-${close}`);
        assert.deepEqual(dayWindows(again, day), dayWindows(hours, day), 'not read back');
    }
}

function judgeUnits(units: readonly Unit[], isOnGlobe: boolean): void {
    assert.equal(new Set(units.map(({ id }) => id)).size, units.length, 'a unit twice');
    for (const { position, measures = {} } of units) {
        const [x, y] = position;
        assert.ok(Number.isFinite(x) && Number.isFinite(y), `position ${position}`);
        if (isOnGlobe) assert.ok(Math.abs(x) <= 180 && Math.abs(y) <= 90, `position ${position}`);
        for (const value of Object.values(measures))
            assert.ok(value >= 0 && value < Number.POSITIVE_INFINITY, `measure ${value}`);
    }
}

// Events that only the last calendar has are cancelled.
function withoutIssue(text: string): string {
    const events = text.split(/(?=^BEGIN:VEVENT\r?$)|(?<=^END:VEVENT\r\n)/m);
    const kept = events.filter((event) => !/^STATUS:CANCELLED\r?$/m.test(event)).join('');
    return kept.replaceAll(/^(DTSTAMP|SEQUENCE|LAST-MODIFIED)[:;].*\r?\n/gm, '');
}
