import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as formats from '../../../src/formats/index.js';
import { type Account, type DayWindow, dayWindows, TIERS, WEEKDAYS, type WeeklyHours } from '../../../src/market/index.js';
import { type RoutePlan, solve } from '../../../src/routing/index.js';
import { planFromShapes, territoryShapes, type Unit } from '../../../src/territory/index.js';
import { barePlan } from '../../territory/bare-plan.js';
import type { Lane } from '../lane.js';
import { INSTANCE_TEXTS } from './reader-texts.js';

/** What is written; the key of {@link TRIPS} says how. */
interface RoundTripCase {
    readonly trip: string;
    readonly given: unknown;
}

interface Trip {
    readonly given: fc.Arbitrary<unknown>;
    readonly judge: (given: never) => void;
}

function trip<Given>(given: fc.Arbitrary<Given>, judge: (given: Given) => void): Trip {
    return { given, judge };
}

// A table is trimmed, a name without letters is left out, and ids are no words that JavaScript reserves.
const RESERVED = ['__proto__', 'prototype', 'constructor'];
const name = fc
    .oneof(
        fc.string({ maxLength: 12 }),
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom('=x', "'=x", '-1', 'a;b', '"'),
    )
    .map((text) => text.trim())
    .filter((text) => text !== '' && !RESERVED.includes(text));
const ids = fc.uniqueArray(name, { minLength: 1, maxLength: 20 });

const groups = (items: readonly string[], count: number): string[][] =>
    Array.from({ length: count }, (_, g) => items.filter((_, i) => i % count === g)).filter((group) => group.length > 0);

// Texts have no negative zero.
const degrees = (most: number): fc.Arbitrary<number> =>
    fc.double({ min: -most, max: most, noNaN: true }).map((value) => value + 0);
const position = fc.tuple(degrees(180), degrees(85));

/** Minutes are the least that tables and hours tell apart. */
const windows = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
    .map((cuts) => [...cuts].sort((a, b) => a - b).map((minute) => minute * 60))
    .map((cuts) => Array.from({ length: cuts.length >> 1 }, (_, i): DayWindow => [cuts[2 * i], cuts[2 * i + 1]]));
const hours: fc.Arbitrary<WeeklyHours> = fc
    .array(windows, { minLength: 7, maxLength: 7 })
    .map((days) => Object.fromEntries(days.flatMap((day, d) => (day.length === 0 ? [] : [[WEEKDAYS[d], day]]))));

const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
const accounts: fc.Arbitrary<Account[]> = fc.uniqueArray(
    fc.record(
        {
            id: name,
            position,
            name,
            potential: amount,
            sales: amount,
            tier: fc.constantFrom(...TIERS),
            priority: fc.integer({ min: 0, max: 100 }),
            callFrequency: fc.integer({ min: 1, max: 20 }),
            callDuration: fc.integer({ min: 1, max: 480 }).map((minutes) => minutes * 60),
            // A dash or n/a says that there is none.
            owner: name.filter((text) => /[a-z=]/i.test(text) && !/^(?:n\/?a|none|null|nil)$/i.test(text)),
        },
        { requiredKeys: ['id', 'position'] },
    ),
    { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
);

const plainText = fc.string({ unit: fc.constantFrom(...'abcxyz 0189.-'), minLength: 1, maxLength: 8 });

const TRIPS: Readonly<Record<string, Trip>> = {
    'alignment CSV': trip(
        fc.record({ ids, names: fc.uniqueArray(name, { minLength: 3, maxLength: 3 }) }),
        ({ ids: units, names }) => {
            const alignment = { territories: groups(units, names.length).map((unitIds, g) => ({ id: names[g], unitIds })) };
            assert.deepEqual(formats.parseAlignmentCsv(formats.alignmentToCsv(alignment)), alignment);
        },
    ),
    'weekly hours': trip(hours, (given) => {
        const again = formats.parseWeeklyHours(formats.formatWeeklyHours(given));
        for (const day of WEEKDAYS) assert.deepEqual(again[day] ?? [], given[day] === undefined ? [] : dayWindows(given, day));
    }),
    sol: trip(fc.record({ text: fc.constantFrom(...INSTANCE_TEXTS), iterations: fc.nat(20), seed: fc.nat(99) }), (given) => {
        const instance = formats.readInstance(given.text);
        // Pairs are nothing that routes could keep.
        if (instance.format === 'li-lim') return;
        const { seed, iterations } = given;
        const solution = solve(instance.problem, { seed, stop: { iterations } });
        const plans = solution.routes.map(({ vehicleId, stops }) => ({
            vehicleId,
            visitIds: stops.map(({ visitId }) => visitId),
        }));
        const text = formats.writeSol(instance, solution);
        const again = formats.parseSol(text, instance);
        assert.equal(formats.writeSol(instance, { routes: again, value: formats.instanceValue(instance, solution) }), text);
        const visits = (routes: readonly RoutePlan[]): string[] => routes.map(({ visitIds }) => visitIds.join()).sort();
        assert.deepEqual(visits(again), visits(plans.filter(({ visitIds }) => visitIds.length > 0)));
    }),
    'territories GeoJSON': trip(
        fc.record({
            // Two of one place in two territories could not be told apart.
            cells: fc.uniqueArray(fc.integer({ min: 0, max: 899 }), { minLength: 1, maxLength: 40 }),
            west: fc.constantFrom(-179.9, -5, 9.5, 176),
            south: fc.constantFrom(-60, -2, 47, 70),
            step: fc.constantFrom(0.001, 0.05, 0.3),
            count: fc.integer({ min: 1, max: 5 }),
        }),
        ({ cells, west, south, step, count }) => {
            const units = cells.map((cell, i): Unit => {
                const [x, y] = [west + step * (cell % 30), south + step * Math.floor(cell / 30)];
                return { id: `u${i}`, position: [x > 180 ? x - 360 : x, y], measures: { workload: 1 } };
            });
            const sorted = groups(
                units.map(({ id }) => id),
                count,
            );
            const plan = barePlan(sorted.map((unitIds, g) => ({ id: `t${g}`, unitIds })));
            const shapes = JSON.parse(JSON.stringify(formats.territoriesToGeoJson(territoryShapes(plan, units))));
            const again = planFromShapes(units, shapes).territories;
            assert.deepEqual(
                again.map(({ id, unitIds }) => ({ id, unitIds: [...unitIds].sort() })),
                plan.territories.map(({ id, unitIds }) => ({ id, unitIds: [...unitIds].sort() })),
            );
        },
    ),
    'JSON accounts': trip(accounts, (given) => {
        const text = JSON.stringify(given);
        assert.deepEqual(formats.parseAccounts(text), JSON.parse(text));
    }),
    'accounts CSV': trip(fc.record({ given: accounts, comma: fc.boolean() }), ({ given, comma }) => {
        const cells = given.map(({ id, position: [lng, lat], potential, tier, owner }) => [
            ...[id, lng, lat, potential ?? '', tier ?? '', owner ?? ''],
        ]);
        const options = comma ? ({ delimiter: ';', decimalMark: ',' } as const) : ({ delimiter: ',', decimalMark: '.' } as const);
        const text = formats.tableToCsv(['id', 'longitude', 'latitude', 'potential', 'tier', 'owner'], cells, options);
        const again = formats.parseAccountsCsv(text, options);
        const plain = ({ id, position: place, potential, tier, owner }: Account): unknown => ({
            ...{ id, place, potential: potential ?? null, tier: tier ?? null, owner: owner ?? null },
        });
        assert.deepEqual(again.map(plain), given.map(plain));
    }),
    'hours of accounts': trip(fc.record({ id: plainText, hours }), ({ id, hours: given }) => {
        if (id.trim() === '' || Object.keys(given).length === 0) return;
        const table = formats.tableToCsv(['id', 'lat', 'lng', 'hours'], [[id.trim(), 48, 11, formats.formatWeeklyHours(given)]]);
        const [account] = formats.parseAccountsCsv(table);
        for (const day of WEEKDAYS) assert.deepEqual(dayWindows(account.hours, day), dayWindows(given, day));
    }),
};

/** What is written is read back as it was. */
export const roundTrips: Lane<RoundTripCase> = {
    name: 'round-trips',
    cases: fc.constantFrom(...Object.keys(TRIPS)).chain((key) => TRIPS[key].given.map((given) => ({ trip: key, given }))),
    judge: ({ trip: key, given }) => TRIPS[key].judge(given as never),
};
