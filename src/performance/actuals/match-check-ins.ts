import {
    anything,
    checkStructure,
    finite,
    IssueCollector,
    list,
    numbers,
    optional,
    record,
    strict,
    text,
} from '../../core/index.js';
import type { Account } from '../../market/index.js';
import { checkAccounts } from '../../market/internal.js';
import { PointIndex, type PointSource } from '../../spatial/index.js';
import { readPoints } from '../../spatial/internal.js';
import { checkIds } from '../figures/periods.js';
import { resolveStays, type Stay } from './resolve-stays.js';

/** Where a rep's device was, in order of time. */
export interface PositionTrack {
    readonly repId: string;
    /** Seconds since 1970-01-01 UTC, ascending; as many as positions. */
    readonly times: ArrayLike<number>;
    /** `[lng, lat]` each, or all of them interleaved in a Float64Array. */
    readonly positions: PointSource;
}

/** Options of {@link matchCheckIns}. */
export interface CheckInOptions {
    /** Geofence around an account in metres, above 0; default 100. */
    readonly radius?: number;
    /** Shortest stay that counts as a call, seconds, from 0; default 300. */
    readonly minDwell?: number;
    /** Longest time out of the geofence, or without a position, that does not end a stay, seconds; default 600. */
    readonly mergeGap?: number;
    /** Seconds that the clock of a rep's device is ahead, negative for behind, by rep; default 0. */
    readonly clockOffsets?: Readonly<Record<string, number>>;
    /** Now, seconds since 1970-01-01 UTC: later positions are faults. Default unknown. */
    readonly now?: number;
    /** Seconds that local time is ahead of UTC, for `date`; default 0. */
    readonly utcOffset?: number;
}

/** A stay at an account. */
export interface CheckIn {
    readonly repId: string;
    readonly accountId: string;
    /** Local date of `start`, `YYYY-MM-DD`. */
    readonly date: string;
    /** First and last position in the geofence: seconds since 1970-01-01 UTC, the clock's offset removed. */
    readonly start: number;
    readonly end: number;
    /** `end - start`, seconds. */
    readonly dwell: number;
    readonly positions: number;
    /** Mean distance from the account, metres. */
    readonly distance: number;
    /** Other accounts that the same stay would match, the likeliest first; mostly empty. */
    readonly alternatives: readonly string[];
}

/** What {@link matchCheckIns} returns. */
export interface CheckIns {
    /** By track, then start. */
    readonly checkIns: readonly CheckIn[];
    /** Stays shorter than `minDwell`: passing by. */
    readonly passes: number;
    /** Positions within any geofence, and all of them. */
    readonly positionsNear: number;
    readonly positions: number;
}

/**
 * Finds which accounts a rep called on, from positions of a device.
 *
 * A stay is a run of positions in one geofence, with interruptions up to `mergeGap`. Where geofences overlap, one stay matches several
 * accounts: the one with the greatest dwell * (1 - mean distance / radius) is kept, the others are its `alternatives`.
 *
 * @param tracks - at most one a rep
 * @param accounts - with positions; ids unique
 * @returns O(positions * log accounts); at most the eight nearest accounts of each position count
 * @throws BeatplanError `invalid-input` with `out-of-order` and `from-the-future`, the first of a track with how many follow
 * @example
 * ```ts
 * const track = { repId: 'ann', times: [0, 300, 600], positions: [[11.5, 48.1], [11.5, 48.1], [11.5, 48.1]] };
 * matchCheckIns([track], [{ id: 'shop', position: [11.5, 48.1] }]).checkIns[0].dwell; // 600
 * ```
 */
export function matchCheckIns(
    tracks: readonly PositionTrack[],
    accounts: readonly Account[],
    options: CheckInOptions = {},
): CheckIns {
    const flat = checkInput(tracks, accounts, options);
    const { radius = 100, minDwell = 300, mergeGap = 600, clockOffsets = {}, utcOffset = 0 } = options;
    const index = new PointIndex(accounts.map(({ position }) => position));
    const found = new Int32Array(MOST_NEAR);
    const distances = new Float64Array(MOST_NEAR);
    const checkIns: CheckIn[] = [];
    let passes = 0;
    let positionsNear = 0;
    let all = 0;
    tracks.forEach(({ repId, times }, t) => {
        const points = flat[t];
        const offset = Object.hasOwn(clockOffsets, repId) ? clockOffsets[repId] : 0;
        const open = new Map<number, Stay>();
        const stays: Stay[] = [];
        const close = (stay: Stay): void => {
            if (stay.end - stay.start >= minDwell) stays.push(stay);
            else passes++;
        };
        all += times.length;
        let near = 0;
        for (let i = 0; i < times.length; i++) {
            // A device that does not move asks nothing new.
            if (i === 0 || points[2 * i] !== points[2 * i - 2] || points[2 * i + 1] !== points[2 * i - 1])
                near = Math.min(MOST_NEAR, index.withinInto(points[2 * i], points[2 * i + 1], radius, found, distances));
            if (near === 0) continue;
            positionsNear++;
            const time = times[i] - offset;
            for (let k = 0; k < near; k++) {
                const account = found[k];
                const stay = open.get(account);
                if (stay !== undefined && time - stay.end <= mergeGap) {
                    stay.end = time;
                    stay.count++;
                    stay.distance += distances[k];
                    continue;
                }
                if (stay !== undefined) close(stay);
                open.set(account, { account, start: time, end: time, count: 1, distance: distances[k] });
            }
        }
        for (const stay of open.values()) close(stay);
        for (const { stay, alternatives } of resolveStays(stays, radius)) {
            const { account, start, end, count, distance } = stay;
            checkIns.push({
                repId,
                accountId: accounts[account].id,
                date: new Date((start + utcOffset) * 1000).toISOString().slice(0, 10),
                start,
                end,
                dwell: end - start,
                positions: count,
                distance: distance / count,
                alternatives: alternatives.map((other) => accounts[other].id),
            });
        }
    });
    return { checkIns, passes, positionsNear, positions: all };
}

const MOST_NEAR = 8;
// Year 2200, and 1900: what is past either is milliseconds, or no time.
const LATEST = 7_258_118_400;
const EARLIEST = -2_208_988_800;

function checkInput(tracks: readonly PositionTrack[], accounts: readonly Account[], options: CheckInOptions): Float64Array[] {
    const collector = new IssueCollector();
    checkAccounts(accounts, collector);
    const seconds = optional(finite({ min: 0 }));
    const keys = {
        radius: optional(finite({ moreThan: 0, max: 100_000 })),
        minDwell: seconds,
        mergeGap: seconds,
        clockOffsets: optional(record(finite())),
        now: optional(finite({ min: EARLIEST, max: LATEST })),
        utcOffset: optional(finite({ min: -86_400, max: 86_400 })),
    };
    const isSound = checkStructure(strict(keys), options, collector, ['options']);
    const flat: Float64Array[] = [];
    const track = strict({ repId: text(), times: numbers(), positions: anything() });
    if (checkStructure(list(track), tracks, collector, ['tracks'])) {
        checkIds(
            tracks.map(({ repId }) => repId),
            collector,
            ['tracks'],
            'repId',
        );
        tracks.forEach(({ repId, times, positions }, t) => {
            const points = readPoints(positions, 'geographic', collector, ['tracks', t, 'positions']);
            flat.push(points);
            if (points.length !== 2 * times.length)
                collector.add(
                    'dimension-mismatch',
                    ['tracks', t],
                    `has ${times.length} times, but ${points.length / 2} positions`,
                );
            const offset = isSound ? (options.clockOffsets?.[repId] ?? 0) : 0;
            checkTimes(times, isSound ? options.now : undefined, offset, collector, t);
        });
        const reps = new Set(tracks.map(({ repId }) => repId));
        if (isSound) {
            for (const id of Object.keys(options.clockOffsets ?? {})) {
                if (!reps.has(id)) collector.add('unknown-id', ['options', 'clockOffsets', id], 'is the id of no track');
            }
        }
    }
    collector.throwIfAny('matchCheckIns');
    return flat;
}

function checkTimes(
    times: ArrayLike<number>,
    now: number | undefined,
    offset: number,
    collector: IssueCollector,
    track: number,
): void {
    const faults = {
        'invalid-type': { first: -1, count: 0, message: 'is not a time in seconds since 1970' },
        'out-of-order': { first: -1, count: 0, message: 'is before the time that precedes it' },
        'from-the-future': { first: -1, count: 0, message: 'is later than now' },
    };
    const note = (fault: { first: number; count: number }, i: number): void => {
        if (fault.count++ === 0) fault.first = i;
    };
    for (let i = 0; i < times.length; i++) {
        const time = times[i];
        if (!(typeof time === 'number' && time >= EARLIEST && time <= LATEST)) note(faults['invalid-type'], i);
        else {
            if (i > 0 && time < times[i - 1]) note(faults['out-of-order'], i);
            if (now !== undefined && time - offset > now) note(faults['from-the-future'], i);
        }
    }
    for (const code of ['invalid-type', 'out-of-order', 'from-the-future'] as const) {
        const { first, count, message } = faults[code];
        if (count === 0) continue;
        const others = count === 1 ? '' : `, as are ${count - 1} others of this track`;
        collector.add(code, ['tracks', track, 'times', first], message + others, {
            received: times[first],
            ...(code === 'invalid-type' ? { hint: 'divide milliseconds by 1000' } : {}),
            ...(code === 'from-the-future' ? { hint: 'give the offset of the clock in clockOffsets' } : {}),
        });
    }
}
