import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatCircleDistance } from '../../../src/geo/index.js';
import { pairMentors, type RepStrengths, recognizeReps } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

describe('pairMentors', () => {
    it('gives each learner who is strong where he is weak', () => {
        const reps = [
            { id: 'closer', strengths: { closing: 9, coverage: 5 } },
            { id: 'traveller', strengths: { closing: 5, coverage: 9 } },
            { id: 'shy', strengths: { closing: 1, coverage: 5 } },
            { id: 'lazy', strengths: { closing: 5, coverage: 1 } },
        ];
        const { pairs, unpaired } = pairMentors(reps, { learners: ['shy', 'lazy'] });
        expect(pairs.map(({ mentorId, learnerId, teaches }) => [mentorId, learnerId, teaches[0].strength])).toEqual([
            ['closer', 'shy', 'closing'],
            ['traveller', 'lazy', 'coverage'],
        ]);
        expect(unpaired).toEqual([]);
    });

    it('has the most pairs and of those the greatest worth, against all pairings', () => {
        const rep = fc.record({ closing: fc.integer({ min: 0, max: 9 }), coverage: fc.integer({ min: 0, max: 9 }) });
        const place = fc.tuple(fc.double({ min: 5, max: 15, noNaN: true }), fc.double({ min: 45, max: 55, noNaN: true }));
        fc.assert(
            fc.property(fc.array(fc.tuple(rep, place), { minLength: 4, maxLength: 7 }), (given) => {
                const reps = given.map(([strengths, home], i): RepStrengths => ({ id: `r${i}`, strengths, home }));
                const learners = reps.slice(0, 3).map(({ id }) => id);
                const options = { learners, maxDistance: 500_000 };
                const { pairs } = pairMentors(reps, options);
                // The worth of single pairs, from a team of which all others may not meet.
                const worth = new Map<string, number>();
                for (const learnerId of learners) {
                    for (const mentorId of reps.slice(3).map(({ id }) => id)) {
                        const [pair] = pairMentors(reps, { ...options, learners: [learnerId], mentors: [mentorId] }).pairs;
                        if (pair !== undefined) worth.set(`${learnerId} ${mentorId}`, pair.worth);
                    }
                }
                const best = bestPairing(
                    learners,
                    reps.slice(3).map(({ id }) => id),
                    worth,
                );
                expect(pairs).toHaveLength(best.count);
                expect(pairs.reduce((sum, pair) => sum + pair.worth, 0)).toBeCloseTo(best.worth, 6);
                for (const { mentorId, learnerId, distance } of pairs) {
                    const homes = [mentorId, learnerId].map((id) => reps.find((one) => one.id === id)!.home!);
                    expect(distance).toBeCloseTo(greatCircleDistance(homes[0], homes[1]), 6);
                    expect(distance).toBeLessThanOrEqual(500_000);
                }
            }),
            { numRuns: 60 },
        );
    });

    it('names all faults at once', () => {
        const reps: RepStrengths[] = [
            { id: 'a', strengths: {} },
            { id: 'a', strengths: { x: 1 } },
        ];
        const issues = issuesOf(() => pairMentors(reps, { learners: ['a', 'z'], mentors: ['a'], weights: { y: 1 } }));
        expect(issues.map((issue) => issue.split(' ')[0]).sort()).toEqual([
            'contradictory-options',
            'duplicate-id',
            'empty-input',
            'unknown-id',
            'unknown-id',
        ]);
    });
});

function bestPairing(
    learners: readonly string[],
    mentors: readonly string[],
    worth: ReadonlyMap<string, number>,
): { readonly count: number; readonly worth: number } {
    const [first, ...others] = learners;
    if (first === undefined) return { count: 0, worth: 0 };
    let best = bestPairing(others, mentors, worth);
    for (const mentor of mentors) {
        const own = worth.get(`${first} ${mentor}`);
        if (own === undefined) continue;
        const rest = bestPairing(
            others,
            mentors.filter((one) => one !== mentor),
            worth,
        );
        const pairing = { count: rest.count + 1, worth: rest.worth + own };
        if (pairing.count > best.count || (pairing.count === best.count && pairing.worth > best.worth)) best = pairing;
    }
    return best;
}

describe('recognizeReps', () => {
    const results = Array.from({ length: 12 }, (_, i) => ({
        repId: `r${i}`,
        teamId: i % 2 === 0 ? 'east' : 'west',
        potential: 1000 + 700 * i,
        workload: 500 + ((i * 37) % 11) * 20,
        sales: Math.round((1000 + 700 * i) * (1 + 0.05 * Math.sin(7 * i))),
        salesBefore: Math.round((1000 + 700 * i) * (1 + 0.05 * Math.sin(5 * i))),
    }));

    it('ranks by what was made of the potential, not by sales', () => {
        const poor = results.map((row, i) => (i === 1 ? { ...row, sales: 2 * row.sales } : row));
        const { best } = recognizeReps(poor);
        expect(best[0]).toMatchObject({ repId: 'r1', rank: 1, isCertain: true });
        expect(best[0].index).toBeGreaterThan(1.7);
    });

    it('ranks teams by what all of their reps made of it', () => {
        const ahead = results.map((row) => (row.teamId === 'west' ? { ...row, sales: 1.3 * row.sales } : row));
        const { teams } = recognizeReps(ahead);
        expect(teams.map(({ teamId, rank, reps }) => [teamId, rank, reps])).toEqual([
            ['west', 1, 6],
            ['east', 2, 6],
        ]);
        expect(teams[0].index).toBeGreaterThan(1.1);
    });

    it('does not call chance certain', () => {
        const { best, mostImproved } = recognizeReps(results);
        expect(best.filter(({ isCertain }) => isCertain)).toEqual([]);
        expect(mostImproved.filter(({ isCertain }) => isCertain)).toEqual([]);
    });

    it('has the same indices in any currency, and another market for all', () => {
        const { best, mostImproved } = recognizeReps(results);
        const other = recognizeReps(results.map((row) => ({ ...row, sales: row.sales * 7, potential: row.potential * 3 })));
        expect(other.best.map(({ repId }) => repId)).toEqual(best.map(({ repId }) => repId));
        for (const [i, { index }] of other.best.entries()) expect(index).toBeCloseTo(best[i].index, 9);
        for (const [i, { index }] of other.mostImproved.entries()) expect(index).toBeCloseTo(mostImproved[i].index, 9);
    });

    it('ranks growth against the growth of the others', () => {
        const grown = results.map((row, i) => ({ ...row, sales: i === 3 ? 4 * row.salesBefore : 2 * row.salesBefore }));
        expect(recognizeReps(grown).mostImproved[0]).toMatchObject({ repId: 'r3', index: expect.closeTo(2, 9) });
    });

    it('says why no rep is ranked', () => {
        const { best, mostImproved, notes } = recognizeReps(results.slice(0, 3));
        expect([best, mostImproved]).toEqual([[], []]);
        expect(notes).toHaveLength(2);
        expect(recognizeReps([...results, { repId: 'new', sales: 5 }]).notes).toEqual([
            'not ranked, without potential or workload: new',
        ]);
    });
});
