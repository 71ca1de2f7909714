import { checkStructure, finite, IssueCollector, list, loose, optional, strict, text } from '../../core/index.js';

/** A stay by the clock of a device; check-ins of `matchCheckIns` are stays. */
export interface ClockedStay {
    readonly repId: string;
    readonly accountId: string;
    /** Seconds since 1970-01-01 UTC by the device's clock, `start` <= `end`. */
    readonly start: number;
    readonly end: number;
}

/** Something that happened during a call, by a clock that is right: an order taken, a signature, a log of the customer's system. */
export interface ClockEvent {
    readonly repId: string;
    readonly accountId: string;
    /** Seconds since 1970-01-01 UTC. */
    readonly time: number;
}

/** Options of {@link detectClockDrift}. */
export interface ClockDriftOptions {
    /** Seconds that a clock may be off and still be found, above 0; default 14,400: time zones next to each other, and a slip of a half day not. */
    readonly maxOffset?: number;
    /** Seconds off that do not matter, from 0; default 300. */
    readonly tolerance?: number;
    /** Pairs of stay and event needed to tell, a whole number from 3; default 8. */
    readonly minPairs?: number;
}

/** What a device's clock does. */
export type ClockStatus = 'in-step' | 'off' | 'drifting' | 'unknown';

/** A rep's clock. */
export interface ClockReading {
    readonly repId: string;
    readonly status: ClockStatus;
    /** Events with a stay at the same account within `maxOffset`. */
    readonly pairs: number;
    /** Of those, events that lie within their stay by the clock as it is, and once it is corrected. */
    readonly agreeing: number;
    readonly agreeingCorrected: number;
    /** Seconds that the clock is ahead in the middle of the time, negative for behind; for `clockOffsets` of `matchCheckIns`. 0 if `in-step` or `unknown`. */
    readonly offset: number;
    /** Seconds that it gains in a day, negative for losing; 0 unless `drifting`. */
    readonly driftPerDay: number;
}

/**
 * Finds devices with a wrong clock: stays that agree with events at the same account, such as orders with the time of a server, only once
 * all of them are moved.
 *
 * An event lies within its stay if the clock is ahead by no less than `start - time` and no more than `end - time`: the offset that
 * satisfies most pairs is the clock's, the one nearest to 0 among equals. A clock drifts if a line through time explains the pairs of
 * the first and the last third better than one offset does.
 *
 * @param stays - of any number of reps
 * @param events - an event with several stays in reach pairs with each of them
 * @returns one reading for each rep with stays, in order of first appearance; O(pairs log pairs)
 * @throws BeatplanError `invalid-input` with `out-of-order` for stays that end before they start
 * @example
 * ```ts
 * const stays = Array.from({ length: 8 }, (_, i) => ({ repId: 'ann', accountId: `a${i}`, start: i * 7200 + 3600, end: i * 7200 + 5400 }));
 * const events = stays.map(({ repId, accountId, start }) => ({ repId, accountId, time: start - 3600 + 900 }));
 * detectClockDrift(stays, events)[0].status; // 'off', 45 to 60 minutes ahead
 * ```
 */
export function detectClockDrift(
    stays: readonly ClockedStay[],
    events: readonly ClockEvent[],
    options: ClockDriftOptions = {},
): ClockReading[] {
    checkInput(stays, events, options);
    const { maxOffset = 14_400, tolerance = 300, minPairs = 8 } = options;
    const eventsOf = new Map<string, number[]>();
    for (const { repId, accountId, time } of events) {
        const key = JSON.stringify([repId, accountId]);
        const times = eventsOf.get(key);
        if (times === undefined) eventsOf.set(key, [time]);
        else times.push(time);
    }
    const pairsOf = new Map<string, Pair[]>();
    for (const { repId, accountId, start, end } of stays) {
        if (!pairsOf.has(repId)) pairsOf.set(repId, []);
        for (const time of eventsOf.get(JSON.stringify([repId, accountId])) ?? []) {
            if (start - time > maxOffset || end - time < -maxOffset) continue;
            pairsOf.get(repId)!.push({ time, low: start - time, high: end - time });
        }
    }
    return [...pairsOf].map(([repId, pairs]) => ({ repId, ...readClock(pairs, tolerance, minPairs) }));
}

/** Offsets of the clock by which an event lies within its stay. */
interface Pair {
    readonly time: number;
    readonly low: number;
    readonly high: number;
}

function readClock(pairs: readonly Pair[], tolerance: number, minPairs: number): Omit<ClockReading, 'repId'> {
    const agreeing = countAgreeing(pairs, () => 0);
    const nothing = { pairs: pairs.length, agreeing, agreeingCorrected: agreeing, offset: 0, driftPerDay: 0 };
    if (pairs.length < minPairs) return { status: 'unknown', ...nothing };
    const sorted = [...pairs].sort((a, b) => a.time - b.time);
    const one = mostSatisfied(sorted);
    const fixed = countAgreeing(sorted, () => one);
    const line = lineThrough(sorted, minPairs);
    const drifted = line === undefined ? 0 : countAgreeing(sorted, line.at);
    // More than chance would let a second parameter gain, and more than the tolerance from end to end.
    const isDrifting = line !== undefined && drifted >= fixed + gainNeeded(sorted.length) && Math.abs(line.span) > tolerance;
    if (isDrifting && line !== undefined) {
        const middle = (sorted[0].time + sorted[sorted.length - 1].time) / 2;
        return {
            status: 'drifting',
            ...nothing,
            agreeingCorrected: drifted,
            offset: Math.round(line.at(middle)),
            driftPerDay: line.perDay,
        };
    }
    const isOff = Math.abs(one) > tolerance && fixed >= agreeing + gainNeeded(sorted.length);
    return isOff
        ? { status: 'off', ...nothing, agreeingCorrected: fixed, offset: Math.round(one) }
        : { status: 'in-step', ...nothing };
}

/** Pairs that a correction must win: a tenth, and two standard deviations of a fair coin's wins among as many. */
function gainNeeded(pairs: number): number {
    return Math.max(pairs / 10, Math.sqrt(pairs));
}

function countAgreeing(pairs: readonly Pair[], offsetAt: (time: number) => number): number {
    let count = 0;
    for (const { time, low, high } of pairs) {
        const offset = offsetAt(time);
        if (offset >= low && offset <= high) count++;
    }
    return count;
}

/** The offset in most intervals: the middle of the range that is nearest to 0. */
function mostSatisfied(pairs: readonly Pair[]): number {
    const edges = pairs.flatMap(({ low, high }) => [
        { at: low, step: 1 },
        { at: high, step: -1 },
    ]);
    // Intervals are closed: one that opens where another closes meets it.
    edges.sort((a, b) => a.at - b.at || b.step - a.step);
    let open = 0;
    let most = 0;
    let best = 0;
    edges.forEach(({ at, step }, i) => {
        open += step;
        if (step < 0 || open < most) return;
        const end = edges[i + 1].at;
        const nearest = at <= 0 && end >= 0 ? 0 : (at + end) / 2;
        if (open > most || Math.abs(nearest) < Math.abs(best)) best = nearest;
        most = open;
    });
    return best;
}

/** The line from the offset of the first third of the pairs to that of the last; undefined if thirds are too few to tell. */
function lineThrough(
    pairs: readonly Pair[],
    minPairs: number,
): { readonly at: (time: number) => number; readonly perDay: number; readonly span: number } | undefined {
    const third = Math.floor(pairs.length / 3);
    if (third < Math.max(3, minPairs / 2)) return undefined;
    const [first, last] = [pairs.slice(0, third), pairs.slice(-third)];
    const [from, to] = [mostSatisfied(first), mostSatisfied(last)];
    const [begin, end] = [meanTime(first), meanTime(last)];
    if (!(end > begin)) return undefined;
    const slope = (to - from) / (end - begin);
    const span = slope * (pairs[pairs.length - 1].time - pairs[0].time);
    return { at: (time) => from + slope * (time - begin), perDay: slope * 86_400, span };
}

function meanTime(pairs: readonly Pair[]): number {
    return pairs.reduce((sum, { time }) => sum + time, 0) / pairs.length;
}

function checkInput(stays: readonly ClockedStay[], events: readonly ClockEvent[], options: ClockDriftOptions): void {
    const collector = new IssueCollector();
    const time = finite({ min: -1e11, max: 1e11 });
    const stay = loose({ repId: text(), accountId: text(), start: time, end: time });
    if (checkStructure(list(stay), stays, collector, ['stays'])) {
        stays.forEach(({ start, end }, i) => {
            if (end < start)
                collector.add('out-of-order', ['stays', i, 'end'], 'is before the start of the stay', { received: end });
        });
    }
    checkStructure(list(loose({ repId: text(), accountId: text(), time })), events, collector, ['events']);
    const keys = {
        maxOffset: optional(finite({ moreThan: 0, max: 1e7 })),
        tolerance: optional(finite({ min: 0, max: 1e7 })),
        minPairs: optional(finite({ min: 3, max: 1e6, integer: true })),
    };
    checkStructure(strict(keys), options, collector, ['options']);
    collector.throwIfAny('detectClockDrift');
}
