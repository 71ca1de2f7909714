import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/index.js';
import { greatCircleBetween } from '../../../src/geo/index.js';
import { matchCheckIns } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const shop = { id: 'shop', position: [11.5, 48.1] as const };
// 30 m to the east of it, and 5 km.
const door = { id: 'door', position: [11.5004, 48.1] as const };
const far = { id: 'far', position: [11.57, 48.1] as const };
const T0 = Date.UTC(2027, 0, 4, 8) / 1000;

/** A position each minute at the given longitudes. */
function track(lngs: readonly number[], repId = 'ann') {
    return { repId, times: lngs.map((_, i) => T0 + 60 * i), positions: lngs.map((lng) => [lng, 48.1]) };
}

describe('matchCheckIns', () => {
    it('finds stays long enough, and counts passes', () => {
        const lngs = [11.4, ...Array(11).fill(11.5), 11.54, 11.57, 11.57, 11.6];
        const { checkIns, passes, positions, positionsNear } = matchCheckIns([track(lngs)], [shop, far]);
        expect(checkIns).toEqual([
            {
                repId: 'ann',
                accountId: 'shop',
                date: '2027-01-04',
                start: T0 + 60,
                end: T0 + 660,
                dwell: 600,
                positions: 11,
                distance: 0,
                alternatives: [],
            },
        ]);
        expect([passes, positions, positionsNear]).toEqual([1, 16, 13]);
    });

    it('keeps one of two accounts that a stay would match, and names the other', () => {
        const lngs = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 11.50035 : 11.5003));
        const { checkIns } = matchCheckIns([track(lngs)], [shop, door]);
        expect(checkIns.map(({ accountId, alternatives }) => [accountId, alternatives])).toEqual([['door', ['shop']]]);
    });

    it('bridges short interruptions, and ends stays at long ones', () => {
        const lngs = [...Array(6).fill(11.5), ...Array(5).fill(11.51), ...Array(6).fill(11.5)];
        expect(matchCheckIns([track(lngs)], [shop]).checkIns.map(({ dwell }) => dwell)).toEqual([960]);
        expect(matchCheckIns([track(lngs)], [shop], { mergeGap: 120 }).checkIns.map(({ dwell }) => dwell)).toEqual([300, 300]);
        expect(matchCheckIns([track(lngs)], [shop], { mergeGap: 120, minDwell: 301 })).toMatchObject({ checkIns: [], passes: 2 });
    });

    it('corrects clocks, and dates stays by local time', () => {
        const options = { clockOffsets: { ann: 9 * 3600 }, now: T0 - 8 * 3600 };
        const [checkIn] = matchCheckIns([track(Array(10).fill(11.5))], [shop], options).checkIns;
        expect([checkIn.start, checkIn.date]).toEqual([T0 - 9 * 3600, '2027-01-03']);
        expect(matchCheckIns([track(Array(10).fill(11.5))], [shop], { utcOffset: 16 * 3600 }).checkIns[0].date).toBe(
            '2027-01-05',
        );
    });

    it('agrees with a scan of all accounts for random walks', () => {
        const random = new Random(3);
        // At least 300 m apart, so that no position is near two.
        const accounts = Array.from({ length: 60 }, (_, i) => ({
            id: `a${i}`,
            position: [11 + (i % 10) * 0.005, 48 + Math.floor(i / 10) * 0.004] as const,
        }));
        for (let run = 0; run < 40; run++) {
            const positions: number[][] = [];
            const times: number[] = [];
            let time = T0;
            while (positions.length < 300) {
                const { position } = accounts[random.integer(60)];
                for (let i = random.integer(12); i >= 0; i--) {
                    positions.push([position[0] + 0.001 * random.normal(), position[1] + 0.0006 * random.normal()]);
                    time += random.integer(240);
                    times.push(time);
                }
            }
            const expected: (string | number)[][] = [];
            for (const { id, position } of accounts) {
                const near = times.filter(
                    (_, i) => greatCircleBetween(positions[i][0], positions[i][1], position[0], position[1]) <= 100,
                );
                let from = 0;
                near.forEach((at, i) => {
                    if (i + 1 < near.length && near[i + 1] - at <= 600) return;
                    if (at - near[from] >= 300) expected.push([id, near[from], at]);
                    from = i + 1;
                });
            }
            // Interrupted stays may enclose each other: the oracle resolves nothing, so it is compared where nothing overlaps.
            const overlapping = expected.some((a) => expected.some((b) => a !== b && a[1] < b[2] && b[1] < a[2]));
            const { checkIns } = matchCheckIns([{ repId: 'ann', times, positions }], accounts);
            const found = checkIns.map(({ accountId, start, end }) => [accountId, start, end]);
            for (const stay of found) expect(expected).toContainEqual(stay);
            if (!overlapping) expect(found.length).toBe(expected.length);
            for (let i = 1; i < checkIns.length; i++) expect(checkIns[i].start).toBeGreaterThanOrEqual(checkIns[i - 1].end);
        }
    });

    it('takes a million positions against a hundred thousand accounts', () => {
        const random = new Random(1);
        const accounts = Array.from({ length: 100_000 }, (_, i) => ({
            id: `a${i}`,
            position: [8 + 4 * random.next(), 48 + 4 * random.next()] as const,
        }));
        const tracks = Array.from({ length: 100 }, (_, r) => {
            const positions = new Float64Array(20_000);
            const times = new Float64Array(10_000);
            for (let i = 0; i < 10_000; i++) {
                // 20 minutes at an account, a position each minute, then on to the next.
                const { position } = accounts[(r * 7919 + Math.floor(i / 20) * 104_729) % 100_000];
                positions[2 * i] = position[0] + 0.0003 * random.normal();
                positions[2 * i + 1] = position[1] + 0.0002 * random.normal();
                times[i] = T0 + 60 * i;
            }
            return { repId: `r${r}`, positions, times };
        });
        const { checkIns, positions } = matchCheckIns(tracks, accounts);
        expect(positions).toBe(1_000_000);
        expect(checkIns.length).toBeGreaterThan(45_000);
    }, 60_000);

    it('names all faults at once', () => {
        const bad = [
            {
                repId: 'ann',
                times: [T0 + 60, T0, Number.NaN, T0 + 999, T0 + 9999],
                positions: [
                    [11, 48],
                    [11, 48],
                    [11, 95],
                    [11, 48],
                ],
            },
            { repId: 'ann', times: [T0 * 1000], positions: [[11, 48]] },
        ];
        expect(issuesOf(() => matchCheckIns(bad, [shop, shop], { radius: 0 }))).toContain('out-of-range at options.radius');
        expect(issuesOf(() => matchCheckIns(bad, [shop], { now: T0 + 100, clockOffsets: { bob: 1 } }))).toEqual([
            'duplicate-id at tracks.1.repId',
            'swapped-coordinates at tracks.0.positions.2',
            'dimension-mismatch at tracks.0',
            'invalid-type at tracks.0.times.2',
            'out-of-order at tracks.0.times.1',
            'from-the-future at tracks.0.times.3',
            'invalid-type at tracks.1.times.0',
            'unknown-id at options.clockOffsets.bob',
        ]);
        expect(matchCheckIns([], []).checkIns).toEqual([]);
    });
});
