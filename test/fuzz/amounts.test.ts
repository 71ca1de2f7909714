import { describe, expect, it } from 'vitest';
import { LARGEST_AMOUNT } from '../../src/core/index.js';
import { PUBLIC_CALLS } from './calls.js';
import { finishCall } from './judge-call.js';

// What is summed, averaged or multiplied.
const AMOUNT =
    /potential|sales|workload|measure|value|amount|weight|prize|load|deliver|pickup|cost|price|target|quota|budget|revenue|capacity|distance|duration/i;

type Keys = readonly (string | number)[];

/** The places of numbers in arguments, by where they stand: those of all items of a list together. */
function numbersIn(value: unknown, path: Keys = [], found = new Map<string, Keys[]>()): Map<string, Keys[]> {
    if (typeof value === 'number') {
        const place = path.map((key, depth) => (typeof key === 'number' && depth > 0 ? '*' : key)).join('.');
        found.set(place, [...(found.get(place) ?? []), path]);
    } else if (Array.isArray(value) || value instanceof Float64Array) {
        for (let i = 0; i < value.length; i++) numbersIn(value[i], [...path, i], found);
    } else if (isPlain(value)) {
        for (const [key, item] of Object.entries(value)) if (key !== 'stop') numbersIn(item, [...path, key], found);
    }
    return found;
}

function isPlain(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

// Not in 'a number or Infinity', nor in the scripts of a page.
const IN_A_TEXT = /(?<!or )\b(?:Infinity|NaN)\b/;
const IN_A_PAGE = /(?:="|>|: )-?(?:Infinity|NaN)\b/;

/** Where an answer holds a number that JSON has no word for, or speaks of one; undefined if nowhere. */
function infiniteIn(value: unknown, path = 'answer'): string | undefined {
    if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is ${value}`;
    if (typeof value === 'string')
        return (value.startsWith('<!') ? IN_A_PAGE : IN_A_TEXT).test(value) ? `${path} speaks of it` : undefined;
    if (!Array.isArray(value) && !(value instanceof Float64Array) && !(value instanceof Map) && !isPlain(value)) return undefined;
    const items = isPlain(value) ? Object.entries(value) : value.entries();
    for (const [key, item] of items) {
        const found = infiniteIn(item, `${path}.${String(key)}`);
        if (found !== undefined) return found;
    }
    return undefined;
}

function replaceAt(args: unknown[], path: Keys, amount: number): void {
    const parent = path.slice(0, -1).reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], args);
    if (!Object.isFrozen(parent)) (parent as Record<string | number, unknown>)[path[path.length - 1]] = amount;
}

// Where no road leads, the way is infinite.
const calls = PUBLIC_CALLS.filter(({ name }) => !name.startsWith('travel.RoadGraph'));
const cases = calls.flatMap((call) =>
    [...numbersIn(call.makeArguments())]
        .filter(([place]) => AMOUNT.test(place) || /^\d+(?:\.\*)?$/.test(place))
        .map(([place, paths]) => [call.name, place, call, paths] as const),
);

describe('amounts at the end of what numbers hold', () => {
    it.each(cases)('%s, %s: are refused, or the answer stays finite', async (_name, _place, call, paths) => {
        for (const amount of [1e308, LARGEST_AMOUNT]) {
            const args = call.makeArguments();
            for (const path of paths) replaceAt(args, path, amount);
            const outcome = await finishCall(call, args);
            if ('refused' in outcome) {
                expect(outcome.refused.code).not.toBe('internal');
                for (const { received } of outcome.refused.issues) expect(infiniteIn(received)).toBeUndefined();
            } else {
                expect(infiniteIn(outcome.answer), `of ${amount}`).toBeUndefined();
            }
        }
    });
});
