// Exchanges are tried with the accounts next in value, this many each way: others shift the balance too far or not at all.
const NEXT_IN_VALUE = 20;
const MOST_PASSES = 50;
const LEAST_GAIN = 1e-12;
// What an account without any value counts for, as a share of the mean: such accounts are spread over the reps too.
const LEAST_VALUE = 1e-4;

/**
 * Divides accounts among reps: the least of `Σ share (value / target - 1)²`, which is 0 if all books are on target, less the fit of the
 * whole market times its weight.
 */
export class BookSearch {
    /** Rep of each account, -1 if no rep can have it. */
    readonly repOf: Int32Array;
    /** By account × reps + rep, as shares of the least that all accounts come to. */
    private readonly values: Float64Array;
    /** By account × reps + rep, 0 to 1; -Infinity if the rep may not have the account. */
    private readonly fits: Float64Array;
    private readonly shares: Float64Array;
    private readonly room: Float64Array;
    private readonly loads: Float64Array;
    private readonly fitWeight: number;
    private readonly order: Int32Array;
    private fixed: readonly boolean[] = [];

    /**
     * @param values - >= 0, by account × reps + rep
     * @param least - >= 0, one an account: what it counts for whom it counts least
     * @param shares - what each rep should have, relative to the others, above 0
     * @param room - how many accounts each rep takes at most
     */
    constructor(
        values: Float64Array,
        least: Float64Array,
        fits: Float64Array,
        shares: Float64Array,
        room: Float64Array,
        fitWeight: number,
    ) {
        const total = sumOf(least);
        const mean = total / Math.max(1, least.length);
        const base = mean > 0 ? LEAST_VALUE * mean : 1;
        const all = total + base * least.length;
        this.values = values.map((value) => (value + base) / all);
        const parts = sumOf(shares);
        this.shares = shares.map((share) => share / parts);
        this.fits = fits;
        this.room = room.slice();
        this.loads = new Float64Array(shares.length);
        this.fitWeight = fitWeight;
        this.repOf = new Int32Array(least.length).fill(-1);
        this.order = Int32Array.from(least.keys()).sort((a, b) => least[b] - least[a] || a - b);
    }

    /** Gives each account its best rep, the fixed ones first, then the most valuable. */
    place(fixed: readonly boolean[]): void {
        this.fixed = fixed;
        for (const isFixed of [true, false]) {
            for (const i of this.order) {
                if (fixed[i] !== isFixed) continue;
                let best = -1;
                for (let r = 0; r < this.shares.length; r++) {
                    if (!this.mayHave(i, r) || (!isFixed && this.room[r] < 1)) continue;
                    if (best < 0 || this.gainOf(i, -1, r) > this.gainOf(i, -1, best) + LEAST_GAIN) best = r;
                }
                if (best >= 0) this.give(i, best);
            }
        }
    }

    /** Moves and exchanges accounts until nothing helps. */
    improve(): void {
        for (let pass = 0, found = true; found && pass < MOST_PASSES; pass++) {
            found = false;
            for (let k = 0; k < this.order.length; k++) {
                const i = this.order[k];
                if (this.fixed[i] || this.repOf[i] < 0) continue;
                if (this.tryMoves(i)) found = true;
                for (let n = k + 1; n <= k + NEXT_IN_VALUE && n < this.order.length; n++) {
                    if (this.tryExchange(i, this.order[n])) found = true;
                }
            }
        }
    }

    private tryMoves(i: number): boolean {
        let best = -1;
        let most = LEAST_GAIN;
        for (let r = 0; r < this.shares.length; r++) {
            if (r === this.repOf[i] || this.room[r] < 1 || !this.mayHave(i, r)) continue;
            const gain = this.gainOf(i, this.repOf[i], r);
            if (gain <= most) continue;
            most = gain;
            best = r;
        }
        if (best < 0) return false;
        this.give(i, best);
        return true;
    }

    private tryExchange(i: number, j: number): boolean {
        const a = this.repOf[i];
        const b = this.repOf[j];
        if (a === b || b < 0 || this.fixed[j] || !this.mayHave(i, b) || !this.mayHave(j, a)) return false;
        const ofA = this.valueOf(j, a) - this.valueOf(i, a);
        const ofB = this.valueOf(i, b) - this.valueOf(j, b);
        const balance = this.costOf(a, 0) + this.costOf(b, 0) - this.costOf(a, ofA) - this.costOf(b, ofB);
        const gain = balance + this.fitOf(i, b) + this.fitOf(j, a) - this.fitOf(i, a) - this.fitOf(j, b);
        if (gain <= LEAST_GAIN) return false;
        this.give(i, b);
        this.give(j, a);
        return true;
    }

    /** What it brings that account i goes from one rep, or from none (-1), to another. */
    private gainOf(i: number, from: number, to: number): number {
        const gain = this.costOf(to, 0) - this.costOf(to, this.valueOf(i, to)) + this.fitOf(i, to);
        if (from < 0) return gain;
        return gain + this.costOf(from, 0) - this.costOf(from, -this.valueOf(i, from)) - this.fitOf(i, from);
    }

    private costOf(r: number, change: number): number {
        return this.shares[r] * ((this.loads[r] + change) / this.shares[r] - 1) ** 2;
    }

    private fitOf(i: number, r: number): number {
        return this.fitWeight * this.valueOf(i, r) * this.fits[i * this.shares.length + r];
    }

    private valueOf(i: number, r: number): number {
        return this.values[i * this.shares.length + r];
    }

    private mayHave(i: number, r: number): boolean {
        return this.fits[i * this.shares.length + r] >= 0;
    }

    private give(i: number, r: number): void {
        const before = this.repOf[i];
        if (before >= 0) {
            this.loads[before] -= this.valueOf(i, before);
            this.room[before]++;
        }
        this.loads[r] += this.valueOf(i, r);
        this.room[r]--;
        this.repOf[i] = r;
    }
}

function sumOf(values: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i];
    return sum;
}
