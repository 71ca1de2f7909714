/** Result of a signed-rank test. */
export interface SignedRankTest {
    /** Differences that are not 0. */
    readonly n: number;
    /** Sum of the ranks of positive differences. */
    readonly positive: number;
    /** Sum of the ranks of negative differences. */
    readonly negative: number;
    /** Two-sided, 0 to 1; 1 if all differences are 0. */
    readonly p: number;
    /** Whether `p` was counted exactly, instead of by the normal approximation. */
    readonly isExact: boolean;
}

/** Most differences whose distribution is counted: sums stay below 2^53, and the table small. */
const MOST_EXACT = 50;
/** Differences closer than this share of the larger are ties: what rounding leaves. */
const TIE = 1e-12;

/**
 * Tests whether paired differences are symmetric about 0.
 *
 * Differences of 0 are ranked with the others and their ranks dropped, tied differences have their mean rank. The distribution is that of
 * all signs of the ranks at hand, so that it is exact with ties and zeros as well; with more than 50 differences it is the normal
 * approximation with these ranks' own variance and a continuity correction.
 *
 * @param differences - one for each pair, finite
 * @see Wilcoxon 1945, doi:10.2307/3001968; Pratt 1959, doi:10.1080/01621459.1959.10501526 (zeros)
 */
export function signedRankTest(differences: readonly number[]): SignedRankTest {
    const { ranks, signs } = rankDoubled(differences);
    let positive = 0;
    let negative = 0;
    for (const [i, rank] of ranks.entries()) {
        if (signs[i] > 0) positive += rank;
        else negative += rank;
    }
    const isExact = ranks.length <= MOST_EXACT;
    const p = ranks.length === 0 ? 1 : isExact ? exactP(ranks, positive) : normalP(ranks, positive);
    return { n: ranks.length, positive: positive / 2, negative: negative / 2, p, isExact };
}

/** Twice the mean ranks, which are whole numbers, and the signs of all differences that are not 0. */
function rankDoubled(differences: readonly number[]): { ranks: number[]; signs: number[] } {
    const sorted = [...differences].sort((a, b) => Math.abs(a) - Math.abs(b));
    const ranks: number[] = [];
    const signs: number[] = [];
    for (let first = 0; first < sorted.length; ) {
        let next = first + 1;
        while (next < sorted.length && Math.abs(sorted[next]) <= Math.abs(sorted[first]) * (1 + TIE)) next++;
        for (let i = first; i < next; i++) {
            if (sorted[i] === 0) continue;
            // Ranks first + 1 to next: twice their mean.
            ranks.push(first + 1 + next);
            signs.push(Math.sign(sorted[i]));
        }
        first = next;
    }
    return { ranks, signs };
}

/** Counts the assignments of signs by their sum, one rank after the other. */
function exactP(ranks: readonly number[], positive: number): number {
    const total = ranks.reduce((sum, rank) => sum + rank, 0);
    const counts = new Float64Array(total + 1);
    counts[0] = 1;
    let reached = 0;
    for (const rank of ranks) {
        for (let sum = reached; sum >= 0; sum--) counts[sum + rank] += counts[sum];
        reached += rank;
    }
    const least = Math.min(positive, total - positive);
    let tail = 0;
    for (let sum = 0; sum <= least; sum++) tail += counts[sum];
    return Math.min(1, (2 * tail) / 2 ** ranks.length);
}

function normalP(ranks: readonly number[], positive: number): number {
    const mean = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
    const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
    // Ranks are doubled, so half a rank is 1.
    const distance = Math.max(0, Math.abs(positive - mean) - 1);
    return Math.min(1, complementaryError(distance / Math.sqrt(2 * variance)));
}

/** erfc for x >= 0, relative error below 1.2e-7: Press, Teukolsky, Vetterling and Flannery 1992, "Numerical Recipes in C", 6.2. */
function complementaryError(x: number): number {
    const t = 1 / (1 + x / 2);
    const series = [
        -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
        0.17087277,
    ];
    return t * Math.exp(-x * x + series.reduceRight((sum, factor) => sum * t + factor, 0));
}

/**
 * Adjusts p values of several tests, so that the chance of any false finding stays below the level (Holm 1979,
 * https://www.jstor.org/stable/4615733).
 *
 * @returns one value a test, in input order
 */
export function adjustByHolm(pValues: readonly number[]): number[] {
    const order = pValues.map((_, i) => i).sort((a, b) => pValues[a] - pValues[b]);
    const adjusted = new Array<number>(pValues.length);
    let most = 0;
    for (const [place, i] of order.entries()) {
        most = Math.max(most, Math.min(1, pValues[i] * (pValues.length - place)));
        adjusted[i] = most;
    }
    return adjusted;
}
