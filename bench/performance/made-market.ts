import { Random } from '../../src/core/index.js';
import type { ReviewAccount, ReviewPlan, ReviewRep } from '../../src/performance/index.js';

/** A market of even territories, drawn by a seed: reps in a row, accounts around each. */
export function makeMarket(repCount: number, accountsEach: number, seed: number): ReviewPlan {
    const random = new Random(seed);
    const reps = Array.from({ length: repCount }, (_, r): ReviewRep => {
        const home: [number, number] = [10 + (r % 8), 46 + Math.floor(r / 8)];
        return {
            id: `R${r + 1}`,
            teamId: `T${(r % 3) + 1}`,
            home,
            weeklyHours: 144_000,
            travelPerCall: 1500 + 600 * random.next(),
        };
    });
    const accounts = reps.flatMap(({ id, home }, r) => {
        // Territories differ in what they hold, by a third or so.
        const wealth = Math.exp(0.3 * (random.next() + random.next() + random.next() - 1.5));
        const count = Math.round((accountsEach * (0.97 + 0.06 * random.next()) * 5400) / (3600 + reps[r].travelPerCall!));
        return Array.from({ length: count }, (_, i): ReviewAccount => {
            const kind = i % 4;
            return {
                id: `${id}-${i + 1}`,
                repId: id,
                position: [home![0] + random.next() - 0.5, home![1] + random.next() - 0.5],
                tier: kind === 0 ? 'A' : kind === 1 ? 'B' : 'C',
                potential: Math.round(120_000 * wealth * (kind === 0 ? 3 : kind === 1 ? 1.5 : 1) * (0.5 + random.next())),
                callFrequency: kind === 0 ? 4 : kind === 1 ? 2 : 1,
                callDuration: 3600,
            };
        });
    });
    return { accounts, reps };
}
