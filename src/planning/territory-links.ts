/** Links between the accounts of a market in compressed rows, and what a division does to them. */
export class TerritoryLinks {
    private readonly offsets: Int32Array;
    private readonly neighbours: Int32Array;

    constructor(offsets: Int32Array, neighbours: Int32Array) {
        this.offsets = offsets;
        this.neighbours = neighbours;
    }

    /** Reps other than their own who have an account next to one of these. */
    repsAround(accounts: readonly number[], division: Int32Array): Set<number> {
        const { offsets, neighbours } = this;
        const reps = new Set<number>();
        for (const account of accounts) {
            for (let e = offsets[account]; e < offsets[account + 1]; e++) reps.add(division[neighbours[e]]);
        }
        reps.delete(division[accounts[0]]);
        reps.delete(-1);
        return reps;
    }

    /** Links between accounts of two territories. */
    countCut(division: Int32Array): number {
        const { offsets, neighbours } = this;
        let cut = 0;
        for (let u = 0; u < division.length; u++) {
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                if (neighbours[e] > u && division[u] !== division[neighbours[e]]) cut++;
            }
        }
        return cut;
    }

    /** By how many links more are cut once accounts went from one rep to another. */
    cutChange(accounts: readonly number[], from: number, to: number, division: Int32Array): number {
        const { offsets, neighbours } = this;
        const moved = new Set(accounts);
        let change = 0;
        for (const account of accounts) {
            for (let e = offsets[account]; e < offsets[account + 1]; e++) {
                const other = neighbours[e];
                if (moved.has(other)) continue;
                if (division[other] === from) change++;
                else if (division[other] === to) change--;
            }
        }
        return change;
    }

    /** Number of connected parts of a territory. */
    countParts(members: ReadonlySet<number>): number {
        const { offsets, neighbours } = this;
        const left = new Set(members);
        let parts = 0;
        for (const first of members) {
            if (!left.delete(first)) continue;
            parts++;
            const queue = [first];
            for (let account = queue.pop(); account !== undefined; account = queue.pop()) {
                for (let e = offsets[account]; e < offsets[account + 1]; e++) {
                    if (left.delete(neighbours[e])) queue.push(neighbours[e]);
                }
            }
        }
        return parts;
    }
}
