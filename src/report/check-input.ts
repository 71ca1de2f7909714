import {
    anything,
    checkStructure,
    finite,
    IssueCollector,
    list,
    loose,
    oneOf,
    optional,
    type Schema,
    strict,
    text,
} from '../core/index.js';
import type { Position } from '../geo/index.js';
import { checkPolygon, checkPosition } from '../geo/internal.js';
import { TIERS } from '../market/index.js';
import { checkScorecard } from '../performance/internal.js';
import { checkBeatPlan } from '../planning/internal.js';
import type { ReportInput } from './report-input.js';

const accountsSchema: Schema = list(
    loose({
        id: text(),
        name: optional(text()),
        position: anything(),
        tier: optional(oneOf(TIERS)),
        potential: optional(finite()),
        callFrequency: optional(finite({ min: 0 })),
    }),
);
const repsSchema: Schema = list(loose({ id: text(), name: optional(text()), home: anything() }));
const shapesSchema: Schema = loose({
    features: list(
        loose({
            properties: loose({ id: text(), color: optional(finite({ min: 0, max: 1e6, integer: true })) }),
            geometry: loose({ type: oneOf(['Polygon', 'MultiPolygon']), coordinates: list(anything()) }),
        }),
    ),
});

const SCHEMA: Schema = strict({
    title: optional(text()),
    accounts: anything(),
    reps: anything(),
    plan: anything(),
    shapes: shapesSchema,
    scorecard: anything(),
    tiles: optional(strict({ url: text(), attribution: text() })),
    distanceUnit: optional(oneOf(['km', 'mi'])),
});

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Checks what a page cannot do without: unique ids, positions on Earth, and a plan that speaks of these accounts and reps.
 *
 * @throws BeatplanError `invalid-input` with all issues
 */
export function checkReportInput(input: ReportInput): void {
    const collector = new IssueCollector();
    if (!checkStructure(SCHEMA, input, collector)) collector.throwIfAny('renderReport');
    const areSound = [
        checkStructure(accountsSchema, input.accounts, collector, ['accounts']),
        checkStructure(repsSchema, input.reps, collector, ['reps']),
        checkBeatPlan(input.plan, collector, ['plan']),
        checkScorecard(input.scorecard, collector, ['scorecard']),
    ];
    input.shapes.features.forEach(({ geometry }, i) => {
        areSound.push(checkPolygon(geometry, ['shapes', 'features', i, 'geometry'], collector));
    });
    if (areSound.every(Boolean)) {
        const accounts = checkItems(
            'accounts',
            input.accounts.map(({ id, position }) => [id, position]),
            'position',
            collector,
        );
        const reps = checkItems(
            'reps',
            input.reps.map(({ id, home }) => [id, home]),
            'home',
            collector,
        );
        checkPlan(input, accounts, reps, collector);
        checkTiles(input, collector);
    }
    collector.throwIfAny('renderReport');
}

function checkItems(
    list: 'accounts' | 'reps',
    items: readonly (readonly [id: string, position: Position])[],
    key: string,
    collector: IssueCollector,
): ReadonlySet<string> {
    const ids = new Set<string>();
    items.forEach(([id, position], index) => {
        if (ids.has(id)) collector.add('duplicate-id', [list, index, 'id'], 'stands there twice', { received: id });
        ids.add(id);
        checkPosition(position, [list, index, key], collector);
    });
    return ids;
}

function checkPlan(
    { plan, scorecard }: ReportInput,
    accounts: ReadonlySet<string>,
    reps: ReadonlySet<string>,
    collector: IssueCollector,
): void {
    const { calendar, alignment } = plan;
    const path = ['plan', 'calendar'];
    if (!DATE.test(calendar.start) || Number.isNaN(Date.parse(calendar.start))) {
        const details = { received: calendar.start, expected: 'YYYY-MM-DD' };
        collector.add('invalid-date', [...path, 'start'], 'is not a date', details);
    }
    const unknown = (known: ReadonlySet<string>, id: string | undefined, at: readonly (string | number)[]): void => {
        if (id !== undefined && !known.has(id))
            collector.add('unknown-id', at, 'is not the id of any that was given', { received: id });
    };
    const visits = new Set(calendar.visits.map(({ id }) => id));
    calendar.visits.forEach((visit, i) => {
        unknown(accounts, visit.accountId, [...path, 'visits', i, 'accountId']);
    });
    calendar.days.forEach((day, i) => {
        unknown(reps, day.repId, [...path, 'days', i, 'repId']);
        day.visitIds.forEach((id, k) => {
            unknown(visits, id, [...path, 'days', i, 'visitIds', k]);
        });
    });
    calendar.unscheduled.forEach((visit, i) => {
        unknown(accounts, visit.accountId, [...path, 'unscheduled', i, 'accountId']);
        unknown(reps, visit.repId, [...path, 'unscheduled', i, 'repId']);
    });
    alignment.territories.forEach(({ repId }, i) => {
        unknown(reps, repId, ['plan', 'alignment', 'territories', i, 'repId']);
    });
    const known = new Set(alignment.territories.map(({ id }) => id));
    scorecard.territories.forEach(({ territoryId }, i) => {
        unknown(known, territoryId, ['scorecard', 'territories', i, 'territoryId']);
    });
}

/** Whether a text is an http(s) address with `{z}`, `{x}` and `{y}` that a report takes as `tiles.url`. */
export function isTileTemplate(url: string): boolean {
    if (typeof url !== 'string') return false;
    return /^https?:\/\/[^\s"'<>;,]+$/.test(url) && ['{z}', '{x}', '{y}'].every((part) => url.includes(part));
}

function checkTiles({ tiles }: ReportInput, collector: IssueCollector): void {
    if (tiles === undefined) return;
    if (isTileTemplate(tiles.url)) return;
    const details = { received: tiles.url, expected: 'an http(s) address with {z}, {x} and {y}' };
    collector.add('out-of-range', ['tiles', 'url'], 'is not a template of tile addresses', details);
}
