import { centerDistance, type DesignInstance, EXCESS_EPSILON } from './instance.js';

/** A rule broken counts as much as a territory that has twice its target. */
const CONFLICT_EXCESS = 1;

/**
 * A division of the units that the search changes in place, with everything that a move needs kept up to date: loads, members, medians
 * with the exact sum of distances, and the links that cross a border. A move costs time in proportion to the two territories' members.
 */
export class DesignState {
    readonly instance: DesignInstance;
    /** Territory of each unit. */
    readonly division: Int32Array;
    /** `count * measures`. */
    readonly loads: Float64Array;
    /** Units of each territory, the first `sizes[j]` of its list. */
    readonly members: Int32Array[];
    readonly sizes: Int32Array;
    /** Three coordinates a territory: its median unit, or its pinned seed. */
    readonly centers: Float64Array;
    /** Median unit, -1 where the centre is pinned. */
    readonly medians: Int32Array;
    /** Sum of distances to the centre, by territory. */
    readonly costs: Float64Array;
    /** Weighted excess over the tolerances, by territory. */
    readonly excesses: Float64Array;
    /** Links between territories: the first `cutCount` of the list. */
    readonly cuts: Int32Array;
    cutCount = 0;
    /** Territories with excess: the first `overCount` of the list. */
    readonly over: Int32Array;
    overCount = 0;
    /** Sum of distances to the centres. */
    dispersion = 0;
    /** Sum of the shares of units that left their incumbent territories. */
    moved = 0;
    /** The moves since {@link DesignState.startLog}: unit and the territory it left, in pairs. */
    readonly log: number[] = [];
    /** Both ends of each link. */
    readonly linkEnds: Int32Array;
    /** Link of each entry of the contiguity graph's rows. */
    readonly linkOf: Int32Array;

    private readonly memberAt: Int32Array;
    private readonly sums: Float64Array;
    private readonly cutAt: Int32Array;
    private readonly mark: Int32Array;
    private readonly queue: Int32Array;
    // Of the floods of a test of connectedness: the flood that each was joined to, and units still to be looked at.
    private readonly floods: Int32Array;
    private readonly open: Int32Array;
    private readonly hasWishes: boolean;
    private readonly hasConflicts: boolean;
    // Rules broken, by territory: a pair that may not share one counts once.
    private readonly conflicts: Int32Array;
    private extraCost = 0;
    private stamp = 0;
    private totalExcess = 0;
    private readonly overAt: Int32Array;

    constructor(instance: DesignInstance, division: Int32Array) {
        const { size, count, measures, offsets, neighbours } = instance;
        this.instance = instance;
        this.division = new Int32Array(size);
        this.loads = new Float64Array(count * measures);
        this.members = [];
        for (let j = 0; j < count; j++) this.members.push(new Int32Array(16));
        this.sizes = new Int32Array(count);
        this.centers = instance.seeds.slice();
        this.medians = new Int32Array(count).fill(-1);
        this.costs = new Float64Array(count);
        this.excesses = new Float64Array(count);
        this.hasWishes = instance.wishes.some((wish) => wish > 0);
        this.hasConflicts = instance.barred.length > 0 || instance.apart.length > 0;
        this.conflicts = new Int32Array(count);
        this.over = new Int32Array(count);
        this.overAt = new Int32Array(count).fill(-1);
        this.memberAt = new Int32Array(size);
        this.sums = new Float64Array(size);
        this.mark = new Int32Array(size);
        this.queue = new Int32Array(size);
        this.floods = new Int32Array(size);
        this.open = new Int32Array(size);
        const links = neighbours.length / 2;
        this.linkEnds = new Int32Array(links * 2);
        this.linkOf = new Int32Array(neighbours.length);
        this.cuts = new Int32Array(links);
        this.cutAt = new Int32Array(links);
        // A link's number at its smaller end is found again from its larger end, whose row names the smaller ends in rising order.
        const cursor = offsets.slice(0, size);
        let link = 0;
        for (let u = 0; u < size; u++) {
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                const v = neighbours[e];
                if (v < u) continue;
                this.linkEnds[2 * link] = u;
                this.linkEnds[2 * link + 1] = v;
                this.linkOf[e] = link;
                this.linkOf[cursor[v]++] = link;
                link++;
            }
        }
        this.reset(division);
    }

    /** Takes over a division and computes everything afresh. */
    reset(division: Int32Array): void {
        const { size, count, measures, amounts, incumbent, moveCosts, moveShares } = this.instance;
        this.division.set(division);
        this.loads.fill(0);
        this.conflicts.fill(0);
        this.extraCost = 0;
        this.moved = 0;
        for (let i = 0; i < incumbent.length; i++) {
            if (incumbent[i] === -1 || incumbent[i] === division[i]) continue;
            this.extraCost += moveCosts[i];
            this.moved += moveShares[i];
        }
        this.sizes.fill(0);
        for (let i = 0; i < size; i++) {
            const j = division[i];
            this.append(i, j);
            for (let a = 0; a < measures; a++) this.loads[j * measures + a] += amounts[i * measures + a];
        }
        if (this.hasConflicts) this.countConflicts();
        for (let j = 0; j < count; j++) {
            if (this.hasWishes) this.extraCost += this.wishCost(j, -1, -1);
            this.sumAfresh(j);
            this.recenter(j);
            this.setExcess(j);
        }
        this.cutCount = 0;
        this.cutAt.fill(-1);
        for (let link = 0; link < this.cuts.length; link++) {
            if (division[this.linkEnds[2 * link]] !== division[this.linkEnds[2 * link + 1]]) this.addCut(link);
        }
        this.startLog();
    }

    /** What the search makes least once the tolerances are kept: distances, moves out of incumbent territories, loads off the wishes. */
    get cost(): number {
        return this.dispersion + this.extraCost;
    }

    /** Sum of all territories' excess; exactly 0 where every tolerance is kept. */
    violation(): number {
        return this.overCount === 0 ? 0 : this.totalExcess;
    }

    /** Forgets the moves so far, and the rounding that they left in the totals. */
    startLog(): void {
        this.log.length = 0;
        this.dispersion = 0;
        this.totalExcess = 0;
        for (let j = 0; j < this.costs.length; j++) {
            this.dispersion += this.costs[j];
            this.totalExcess += this.excesses[j];
        }
    }

    /** Writes the division as it was when the log had `length` entries. */
    copyAt(length: number, into: Int32Array): void {
        into.set(this.division);
        for (let at = this.log.length - 2; at >= length; at -= 2) into[this.log[at]] = this.log[at + 1];
    }

    /** Takes back the moves since the log had `length` entries. */
    undo(length: number): void {
        while (this.log.length > length) {
            const from = this.log[this.log.length - 1];
            const unit = this.log[this.log.length - 2];
            this.move(unit, from);
            this.log.length -= 4;
        }
    }

    /** What taking `unit` out of its territory adds to the dispersion, at most. */
    removalCost(unit: number): number {
        const j = this.division[unit];
        const mass = this.instance.masses[unit];
        if (this.medians[j] !== unit) return -mass * centerDistance(this.instance.coordinates, unit, this.centers, j);
        // Without its median the territory needs another one.
        const { coordinates } = this.instance;
        const list = this.members[j];
        const size = this.sizes[j];
        const x = coordinates[3 * unit];
        const y = coordinates[3 * unit + 1];
        const z = coordinates[3 * unit + 2];
        let best = Number.POSITIVE_INFINITY;
        for (let at = 0; at < size; at++) {
            const v = list[at];
            if (v === unit) continue;
            const dx = coordinates[3 * v] - x;
            const dy = coordinates[3 * v + 1] - y;
            const dz = coordinates[3 * v + 2] - z;
            const sum = this.sums[v] - mass * Math.sqrt(dx * dx + dy * dy + dz * dz);
            if (sum < best) best = sum;
        }
        return best - this.costs[j];
    }

    /** The excess that `territory` would have with `added` and without `removed` (-1: none). */
    excessWith(territory: number, added: number, removed: number): number {
        const { measures, amounts } = this.instance;
        let excess = 0;
        for (let a = 0; a < measures; a++) {
            let load = this.loads[territory * measures + a];
            if (added >= 0) load += amounts[added * measures + a];
            if (removed >= 0) load -= amounts[removed * measures + a];
            excess += this.excessOf(territory, a, load);
        }
        if (!this.hasConflicts) return excess;
        let conflicts = this.conflicts[territory];
        if (added >= 0) conflicts += this.conflictsOf(added, territory, removed);
        if (removed >= 0) conflicts -= this.conflictsOf(removed, territory, -1);
        return excess + CONFLICT_EXCESS * conflicts;
    }

    /** What a territory's load of one measure lies outside of its bounds by, weighted. */
    excessOf(territory: number, measure: number, load: number): number {
        const { measures, lows, highs, excessWeights } = this.instance;
        const at = territory * measures + measure;
        const over = Math.max(load - highs[at], lows[at] - load) * excessWeights[at];
        return over > EXCESS_EPSILON ? over : 0;
    }

    /** How many rules a unit would break in a territory, units that leave it (`except`, -1: none) not counted. */
    conflictsOf(unit: number, territory: number, except: number): number {
        const { count, barred, apart, apartOffsets } = this.instance;
        let conflicts = barred.length > 0 ? barred[unit * count + territory] : 0;
        if (apart.length === 0) return conflicts;
        for (let e = apartOffsets[unit]; e < apartOffsets[unit + 1]; e++) {
            if (this.division[apart[e]] === territory && apart[e] !== except) conflicts++;
        }
        return conflicts;
    }

    /** What the move of a unit adds to the cost beside the distances: of moving it, and of loads off the wishes. */
    sideCost(unit: number, territory: number): number {
        const { incumbent, moveCosts } = this.instance;
        let delta = 0;
        const from = this.division[unit];
        if (incumbent.length > 0 && incumbent[unit] !== -1) {
            if (from === incumbent[unit]) delta += moveCosts[unit];
            else if (territory === incumbent[unit]) delta -= moveCosts[unit];
        }
        if (!this.hasWishes) return delta;
        return (
            delta +
            this.wishCost(from, -1, unit) -
            this.wishCost(from, -1, -1) +
            this.wishCost(territory, unit, -1) -
            this.wishCost(territory, -1, -1)
        );
    }

    /** How much of the shares would have moved if `unit` were in `territory`. */
    movedWith(unit: number, territory: number): number {
        const { incumbent, moveShares } = this.instance;
        if (incumbent.length === 0 || incumbent[unit] === -1) return this.moved;
        const isMoved = territory === incumbent[unit] ? 0 : moveShares[unit];
        return this.moved + isMoved - (this.division[unit] === incumbent[unit] ? 0 : moveShares[unit]);
    }

    /** Whether so much moved is more than may move; what locks moved already is no fault of the search. */
    movesTooMuch(moved: number): boolean {
        return moved > this.instance.maxMoved && moved > this.moved;
    }

    private wishCost(territory: number, added: number, removed: number): number {
        const { measures, amounts, inverseTargets, wishes } = this.instance;
        let cost = 0;
        for (let a = 0; a < measures; a++) {
            if (wishes[a] === 0) continue;
            let load = this.loads[territory * measures + a];
            if (added >= 0) load += amounts[added * measures + a];
            if (removed >= 0) load -= amounts[removed * measures + a];
            cost += wishes[a] * Math.abs(load * inverseTargets[territory * measures + a] - 1);
        }
        return cost;
    }

    /**
     * Whether the units that touch `unit` in its territory still hang together without it; `joined` (-1: none) counts as part of the
     * territory already. Floods from all of them in turns, so that a small part that would be cut off is found out in time
     * proportional to its own size.
     */
    staysConnected(unit: number, joined: number): boolean {
        const { offsets, neighbours } = this.instance;
        const { division, mark, floods, open, queue } = this;
        const j = division[unit];
        let tail = 0;
        for (let e = offsets[unit]; e < offsets[unit + 1]; e++) {
            const v = neighbours[e];
            if (division[v] === j || v === joined) queue[tail++] = v;
        }
        if (tail <= 1) return true;
        const first = this.stamp + 1;
        this.stamp += tail + 1;
        mark[unit] = this.stamp;
        let parts = tail;
        for (let k = 0; k < tail; k++) {
            mark[queue[k]] = first + k;
            floods[k] = k;
            open[k] = 1;
        }
        for (let head = 0; head < tail; head++) {
            const u = queue[head];
            let own = rootOf(floods, mark[u] - first);
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                const v = neighbours[e];
                if ((division[v] !== j && v !== joined) || v === unit) continue;
                if (mark[v] < first) {
                    mark[v] = first + own;
                    open[own]++;
                    queue[tail++] = v;
                    continue;
                }
                const other = rootOf(floods, mark[v] - first);
                if (other === own) continue;
                if (--parts === 1) return true;
                floods[other] = own;
                open[own] += open[other];
            }
            own = rootOf(floods, own);
            if (--open[own] === 0) return false;
        }
        return false;
    }

    /** Whether `unit` touches `territory` at a unit other than `except`. */
    touches(unit: number, territory: number, except: number): boolean {
        const { offsets, neighbours } = this.instance;
        for (let e = offsets[unit]; e < offsets[unit + 1]; e++) {
            if (this.division[neighbours[e]] === territory && neighbours[e] !== except) return true;
        }
        return false;
    }

    /** Moves `unit` to `territory`. */
    move(unit: number, territory: number): void {
        const { measures, amounts, offsets, neighbours } = this.instance;
        const from = this.division[unit];
        this.extraCost += this.sideCost(unit, territory);
        this.moved = this.movedWith(unit, territory);
        if (this.hasConflicts) {
            this.conflicts[from] -= this.conflictsOf(unit, from, -1);
            this.conflicts[territory] += this.conflictsOf(unit, territory, -1);
        }
        this.detach(unit, from);
        this.append(unit, territory);
        this.division[unit] = territory;
        this.log.push(unit, from);
        this.dispersion -= this.costs[from] + this.costs[territory];
        this.shiftSums(unit, from, -1);
        this.shiftSums(unit, territory, 1);
        this.dispersion += this.costs[from] + this.costs[territory];
        for (let a = 0; a < measures; a++) {
            const amount = amounts[unit * measures + a];
            this.loads[from * measures + a] -= amount;
            this.loads[territory * measures + a] += amount;
        }
        this.setExcess(from);
        this.setExcess(territory);
        for (let e = offsets[unit]; e < offsets[unit + 1]; e++) {
            const link = this.linkOf[e];
            const isCut = this.division[neighbours[e]] !== territory;
            if (isCut && this.cutAt[link] === -1) this.addCut(link);
            else if (!isCut && this.cutAt[link] !== -1) this.dropCut(link);
        }
    }

    private countConflicts(): void {
        const { size, count, barred, apart, apartOffsets } = this.instance;
        for (let i = 0; i < size; i++) {
            const j = this.division[i];
            if (barred.length > 0) this.conflicts[j] += barred[i * count + j];
            if (apart.length === 0) continue;
            for (let e = apartOffsets[i]; e < apartOffsets[i + 1]; e++)
                if (apart[e] > i && this.division[apart[e]] === j) this.conflicts[j]++;
        }
    }

    private setExcess(territory: number): void {
        const before = this.excesses[territory];
        const after = this.excessWith(territory, -1, -1);
        this.excesses[territory] = after;
        this.totalExcess += after - before;
        const { over, overAt } = this;
        const at = overAt[territory];
        if (after > 0 && at === -1) {
            overAt[territory] = this.overCount;
            over[this.overCount++] = territory;
        } else if (after <= 0 && at !== -1) {
            const last = over[--this.overCount];
            over[at] = last;
            overAt[last] = at;
            overAt[territory] = -1;
        }
    }

    private append(unit: number, territory: number): void {
        let list = this.members[territory];
        const at = this.sizes[territory]++;
        if (at === list.length) {
            const longer = new Int32Array(list.length * 2);
            longer.set(list);
            list = longer;
            this.members[territory] = longer;
        }
        list[at] = unit;
        this.memberAt[unit] = at;
    }

    private detach(unit: number, territory: number): void {
        const list = this.members[territory];
        const last = list[--this.sizes[territory]];
        const at = this.memberAt[unit];
        list[at] = last;
        this.memberAt[last] = at;
    }

    // Adds (sign 1) or takes away (sign -1) the unit's distances from the members' sums, and finds the median on the way.
    private shiftSums(unit: number, territory: number, sign: number): void {
        const { coordinates, pinned, masses } = this.instance;
        const change = sign * masses[unit];
        if (pinned[territory] === 1) {
            this.costs[territory] += change * centerDistance(coordinates, unit, this.centers, territory);
            return;
        }
        const { sums } = this;
        const list = this.members[territory];
        const size = this.sizes[territory];
        const x = coordinates[3 * unit];
        const y = coordinates[3 * unit + 1];
        const z = coordinates[3 * unit + 2];
        if (sign > 0) sums[unit] = 0;
        let own = 0;
        let best = -1;
        let bestSum = Number.POSITIVE_INFINITY;
        for (let at = 0; at < size; at++) {
            const v = list[at];
            const dx = coordinates[3 * v] - x;
            const dy = coordinates[3 * v + 1] - y;
            const dz = coordinates[3 * v + 2] - z;
            const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
            own += masses[v] * distance;
            const sum = sums[v] + change * distance;
            sums[v] = sum;
            if (sum < bestSum && v !== unit) {
                bestSum = sum;
                best = v;
            }
        }
        if (sign > 0) {
            sums[unit] = own;
            if (own < bestSum) {
                bestSum = own;
                best = unit;
            }
        }
        this.setMedian(territory, best, bestSum);
    }

    private sumAfresh(territory: number): void {
        const { coordinates, pinned, masses } = this.instance;
        const list = this.members[territory];
        const size = this.sizes[territory];
        if (pinned[territory] === 1) {
            let total = 0;
            for (let at = 0; at < size; at++)
                total += masses[list[at]] * centerDistance(coordinates, list[at], this.centers, territory);
            this.costs[territory] = total;
            return;
        }
        for (let a = 0; a < size; a++) {
            const u = list[a];
            const x = coordinates[3 * u];
            const y = coordinates[3 * u + 1];
            const z = coordinates[3 * u + 2];
            let sum = 0;
            for (let b = 0; b < size; b++) {
                const v = list[b];
                const dx = coordinates[3 * v] - x;
                const dy = coordinates[3 * v + 1] - y;
                const dz = coordinates[3 * v + 2] - z;
                sum += masses[v] * Math.sqrt(dx * dx + dy * dy + dz * dz);
            }
            this.sums[u] = sum;
        }
    }

    private recenter(territory: number): void {
        if (this.instance.pinned[territory] === 1) {
            this.medians[territory] = -1;
            return;
        }
        const list = this.members[territory];
        let best = list[0];
        for (let at = 1; at < this.sizes[territory]; at++) {
            const v = list[at];
            if (this.sums[v] < this.sums[best] || (this.sums[v] === this.sums[best] && v < best)) best = v;
        }
        this.setMedian(territory, best, this.sums[best]);
    }

    private setMedian(territory: number, unit: number, cost: number): void {
        this.costs[territory] = cost;
        if (this.medians[territory] === unit) return;
        const { coordinates } = this.instance;
        this.medians[territory] = unit;
        this.centers[3 * territory] = coordinates[3 * unit];
        this.centers[3 * territory + 1] = coordinates[3 * unit + 1];
        this.centers[3 * territory + 2] = coordinates[3 * unit + 2];
    }

    private addCut(link: number): void {
        this.cutAt[link] = this.cutCount;
        this.cuts[this.cutCount++] = link;
    }

    private dropCut(link: number): void {
        const at = this.cutAt[link];
        const last = this.cuts[--this.cutCount];
        this.cuts[at] = last;
        this.cutAt[last] = at;
        this.cutAt[link] = -1;
    }
}

function rootOf(parents: Int32Array, item: number): number {
    while (parents[item] !== item) item = parents[item];
    return item;
}
