import { Random } from '../../../src/core/index.js';
import type { Place } from '../plain/market.js';
import { jitter, type Prospect } from './make-market.js';

const WEST = -100;
const SOUTH = 38;

/** Accounts in and around towns of very different sizes in a square of this many degrees, and reps who live in the largest. */
export function generateProspects(
    count: number,
    reps: number,
    degrees: number,
    townCount: number,
): { readonly prospects: Prospect[]; readonly homes: Place[] } {
    const random = new Random(2027);
    const anywhere = (): Place => [WEST + degrees * random.next(), SOUTH + 0.8 * degrees * random.next()];
    const towns = Array.from({ length: townCount }, () => ({ middle: anywhere(), weight: (1 - random.next()) ** -0.8 })).sort(
        (a, b) => b.weight - a.weight,
    );
    let total = 0;
    const upTo = towns.map(({ weight }) => {
        total += weight;
        return total;
    });
    const townAt = (share: number): Place => towns[upTo.findIndex((sum) => sum > share * total)].middle;
    const radius = Math.min(0.08, degrees / 4);
    const prospects = Array.from({ length: count }, (_, i): Prospect => {
        const position = random.next() < 0.15 ? anywhere() : jitter(townAt(random.next()), radius, random);
        return { id: `G${String(i).padStart(5, '0')}`, position, size: Math.round(1000 * (1 - random.next()) ** -0.7) };
    });
    const homes = Array.from({ length: reps }, (_, r) => jitter(towns[r % towns.length].middle, radius, random));
    return { prospects, homes };
}
