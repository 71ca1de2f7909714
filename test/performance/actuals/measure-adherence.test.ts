import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../src/market/index.js';
import { type DatedVisit, measureAdherence } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const visit = (accountId: string, day: number, repId = 'ann'): DatedVisit => ({
    accountId,
    repId,
    date: addDays('2027-01-04', day),
});

/** The most calls that can be matched, and the fewest days moved by that many: tries every assignment. */
function bruteForce(planned: readonly number[], done: readonly number[], moveDays: number): [number, number] {
    if (planned.length === 0) return [0, 0];
    const [day, ...rest] = planned;
    let best = bruteForce(rest, done, moveDays);
    done.forEach((made, j) => {
        const moved = Math.abs(day - made);
        if (moved > moveDays) return;
        const [count, days] = bruteForce(
            rest,
            done.filter((_, k) => k !== j),
            moveDays,
        );
        if (count + 1 > best[0] || (count + 1 === best[0] && days + moved < best[1])) best = [count + 1, days + moved];
    });
    return best;
}

describe('measureAdherence', () => {
    it('tells calls as planned, moved, missed and extra, by rep', () => {
        const planned = [visit('a', 0), visit('b', 0), visit('c', 1), visit('d', 2, 'bob')];
        const done = [visit('a', 0), visit('b', 2), visit('d', 2), visit('e', 0), visit('a', 0)];
        const { visits, total, reps } = measureAdherence(planned, done);
        expect(visits.map(({ accountId, status }) => `${accountId} ${status}`)).toEqual([
            'a as-planned',
            'b moved',
            'c missed',
            'd as-planned',
            'e extra',
            'a extra',
        ]);
        expect(visits[3].doneBy).toBe('ann');
        expect(total).toMatchObject({
            planned: 4,
            asPlanned: 2,
            moved: 1,
            missed: 1,
            extra: 2,
            adherence: { value: 0.5, reading: 'small-sample' },
        });
        expect(reps.map(({ repId, planned: own }) => [repId, own])).toEqual([
            ['ann', 3],
            ['bob', 1],
        ]);
    });

    it('matches as many calls as trying every assignment does, with as few days moved', () => {
        // Days of planned calls are even and of calls made odd: none is on its day, which would match first.
        const days = fc.array(fc.nat({ max: 12 }), { maxLength: 5 });
        fc.assert(
            fc.property(days, days, fc.nat({ max: 7 }), (evens, odds, moveDays) => {
                const planned = evens.map((day) => 2 * day);
                const done = odds.map((day) => 2 * day + 1);
                const { total, visits } = measureAdherence(
                    planned.map((day) => visit('a', day)),
                    done.map((day) => visit('a', day)),
                    { moveDays },
                );
                const moved = visits.filter(({ status }) => status === 'moved');
                const sum = moved.reduce(
                    (all, { plannedDate, doneDate }) => all + Math.abs(daysBetween(plannedDate!, doneDate!)),
                    0,
                );
                expect([total.moved, sum]).toEqual(bruteForce(planned, done, moveDays));
                expect(total.moved + total.missed).toBe(planned.length);
                expect(total.moved + total.extra).toBe(done.length);
            }),
            { numRuns: 300 },
        );
    });

    it('leaves out what lies after asOf, and tells 0 of 0', () => {
        const { total } = measureAdherence([visit('a', 9)], [visit('a', 9)], { asOf: '2027-01-10' });
        expect(total).toMatchObject({ planned: 0, extra: 0, adherence: { value: null, reading: 'of-nothing' } });
    });

    it('names all faults at once', () => {
        const bad = [
            { accountId: 'a', repId: 'ann', date: '2027-02-30' },
            null,
            { accountId: '', repId: 'ann', date: '2027-01-04' },
        ];
        expect(
            issuesOf(() => measureAdherence(bad as never, [{ accountId: 'a' }] as never, { moveDays: -1, asOf: 'x' })),
        ).toEqual([
            'invalid-date at planned.0.date',
            'missing-key at planned.1.accountId',
            'missing-key at planned.1.repId',
            'missing-key at planned.1.date',
            'out-of-range at planned.2.accountId',
            'missing-key at done.0.repId',
            'missing-key at done.0.date',
            'out-of-range at options.moveDays',
        ]);
    });
});
