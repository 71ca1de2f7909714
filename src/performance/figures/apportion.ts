/** Least and most of one share, whole numbers. */
export interface ShareBounds {
    readonly floor: number;
    /** May be Infinity. */
    readonly cap: number;
}

/**
 * Divides a whole number in proportion to weights so that the shares are whole numbers and sum up to it exactly: every share is rounded
 * down, and what is left goes to the largest remainders, ties to the earlier.
 *
 * Computed in exact rational arithmetic: no rounding of a double decides who gets the last cent.
 *
 * @param total - whole number, negative for what is taken back
 * @param weights - finite, from 0, at least one above 0 unless `total` is 0
 * @returns O(n log n)
 * @see Balinski and Young 1982, "Fair Representation", Yale University Press: the method of Hamilton
 */
export function apportion(total: number, weights: readonly number[]): number[] {
    if (total < 0) return apportion(-total, weights).map((share) => 0 - share);
    return apportionExactly(BigInt(total), wholeWeights(weights)).map(Number);
}

/**
 * Like {@link apportion}, with shares kept within bounds: those that proportion would push past one are held there, and the others share
 * the rest in proportion.
 *
 * @param total - whole number from 0, between the sums of floors and caps
 * @returns undefined if the weights cannot place the total: those above 0 have reached their caps
 */
export function apportionWithin(
    total: number,
    weights: readonly number[],
    bounds: readonly ShareBounds[],
): { readonly shares: number[]; readonly held: ('floor' | 'cap' | undefined)[] } | undefined {
    const exact = wholeWeights(weights);
    const floors = bounds.map(({ floor }) => BigInt(floor));
    const caps = bounds.map(({ cap }) => (cap === Number.POSITIVE_INFINITY ? undefined : BigInt(cap)));
    const place = (level: Level | undefined): (bigint | 'free')[] =>
        exact.map((weight, i) => sideOf(level, weight, floors[i], caps[i]));
    const level = findLevel(BigInt(total), exact, floors, caps);
    if (level === undefined) return undefined;
    const sides = place(level);
    let rest = BigInt(total);
    for (const side of sides) if (side !== 'free') rest -= side;
    const free = exact.map((weight, i) => (sides[i] === 'free' ? weight : 0n));
    const isAnyFree = free.some((weight) => weight > 0n);
    if (!isAnyFree && rest !== 0n) return undefined;
    const placed = isAnyFree ? apportionExactly(rest, free) : free;
    const shares = sides.map((side, i) => Number(side === 'free' ? placed[i] : side));
    const held = sides.map((side, i) =>
        side === 'free' ? undefined : side === floors[i] ? ('floor' as const) : ('cap' as const),
    );
    return { shares, held: held.map((kind, i) => (kind === 'floor' && bounds[i].floor === 0 ? undefined : kind)) };
}

/** A number of units for each weight of 1: `by / of`. */
interface Level {
    readonly by: bigint;
    readonly of: bigint;
}

/** What a share is held at, or that it is free between its bounds. */
function sideOf(level: Level | undefined, weight: bigint, floor: bigint, cap: bigint | undefined): bigint | 'free' {
    if (level === undefined || weight === 0n) return floor;
    const scaled = weight * level.by;
    if (scaled <= floor * level.of) return floor;
    if (cap !== undefined && scaled >= cap * level.of) return cap;
    return 'free';
}

/** A level at which clamped shares sum up to the total; the sum rises with the level, and is linear between breakpoints. */
function findLevel(
    total: bigint,
    weights: readonly bigint[],
    floors: readonly bigint[],
    caps: readonly (bigint | undefined)[],
): Level | undefined {
    const breakpoints: Level[] = [];
    weights.forEach((weight, i) => {
        if (weight === 0n) return;
        breakpoints.push({ by: floors[i], of: weight });
        const cap = caps[i];
        if (cap !== undefined) breakpoints.push({ by: cap, of: weight });
    });
    if (breakpoints.length === 0)
        return floors.reduce((sum, floor) => sum + floor, 0n) === total ? { by: 0n, of: 1n } : undefined;
    breakpoints.sort((a, b) => compare(a.by * b.of, b.by * a.of));
    // Compares with the total times the level's divisor, so that all stays whole.
    const excess = (level: Level): bigint => {
        let sum = 0n;
        weights.forEach((weight, i) => {
            const side = sideOf(level, weight, floors[i], caps[i]);
            sum += side === 'free' ? weight * level.by : side * level.of;
        });
        return sum - total * level.of;
    };
    let from = 0;
    let to = breakpoints.length;
    while (from < to) {
        const middle = (from + to) >> 1;
        if (excess(breakpoints[middle]) >= 0n) to = middle;
        else from = middle + 1;
    }
    const above = breakpoints[from];
    if (above !== undefined && excess(above) === 0n) return above;
    const below = breakpoints[from - 1];
    if (below === undefined) return undefined;
    // Any level strictly between two breakpoints tells who is free there; past the last one, those without a cap.
    const between = above === undefined ? { by: below.by + below.of, of: below.of } : mediant(below, above);
    let rest = total;
    let free = 0n;
    weights.forEach((weight, i) => {
        const side = sideOf(between, weight, floors[i], caps[i]);
        if (side === 'free') free += weight;
        else rest -= side;
    });
    return free === 0n ? undefined : { by: rest, of: free };
}

function mediant(a: Level, b: Level): Level {
    return { by: a.by + b.by, of: a.of + b.of };
}

function apportionExactly(total: bigint, weights: readonly bigint[]): bigint[] {
    let sum = 0n;
    for (const weight of weights) sum += weight;
    if (sum === 0n) return weights.map(() => 0n);
    const shares = weights.map((weight) => (total * weight) / sum);
    let left = total;
    for (const share of shares) left -= share;
    const remainders = weights.map((weight) => (total * weight) % sum);
    const order = weights.map((_, i) => i).sort((a, b) => compare(remainders[b], remainders[a]) || a - b);
    for (let i = 0; i < Number(left); i++) shares[order[i]]++;
    return shares;
}

function compare(a: bigint, b: bigint): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

/** The weights times one power of two that makes all of them whole: a double is a whole number times a power of two. */
function wholeWeights(weights: readonly number[]): bigint[] {
    const parts = weights.map(splitDouble);
    let least = 0;
    for (const { exponent } of parts) least = Math.min(least, exponent);
    return parts.map(({ mantissa, exponent }) => mantissa << BigInt(exponent - least));
}

const view: DataView = new DataView(new ArrayBuffer(8));

function splitDouble(value: number): { mantissa: bigint; exponent: number } {
    if (value === 0) return { mantissa: 0n, exponent: 0 };
    view.setFloat64(0, value);
    const bits = view.getBigUint64(0);
    const biased = Number((bits >> 52n) & 0x7ffn);
    const fraction = bits & 0xfffffffffffffn;
    let mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
    let exponent = Math.max(biased, 1) - 1075;
    // 3 is 3, not 3 * 2^51 / 2^51: smaller numbers are faster.
    while (exponent < 0 && (mantissa & 1n) === 0n) {
        mantissa >>= 1n;
        exponent++;
    }
    return { mantissa, exponent };
}
