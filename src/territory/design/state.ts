import type { Random } from '../../core/index.js';
import { Connectedness } from './connectedness.js';
import { type DesignInstance, EXCESS_EPSILON } from './instance.js';
import { Medians } from './medians.js';
import { Membership } from './membership.js';

/** How much more a large excess counts than several small ones of the same sum: `over + curve * over²`, in shares of the target. */
const EXCESS_CURVE = 10;

/** A rule broken counts as much as a territory that has twice its target. */
const CONFLICT_EXCESS = 1;

/**
 * A division of the units that the search changes in place, with everything that a move needs kept up to date: members, medians, loads and
 * the links that cross a border.
 */
export class DesignState {
    readonly instance: DesignInstance;
    /** Territory of each unit. */
    readonly division: Int32Array;
    /** Units of each territory, the first `sizes[j]` of its list. */
    readonly members: readonly Int32Array[];
    readonly sizes: Int32Array;
    /** Median unit of each territory, -1 where its centre is pinned. */
    readonly medians: Int32Array;
    /** `count * measures`. */
    readonly loads: Float64Array;
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

    private readonly membership: Membership;
    private readonly distances: Medians;
    private readonly connectedness: Connectedness;
    private readonly cutAt: Int32Array;
    private readonly hasWishes: boolean;
    private readonly hasConflicts: boolean;
    // Rules broken, by territory: a pair that may not share one counts once.
    private readonly conflicts: Int32Array;
    private extraCost = 0;
    private curve: number = EXCESS_CURVE;
    private totalExcess = 0;
    private readonly overAt: Int32Array;

    constructor(instance: DesignInstance, division: Int32Array) {
        const { size, count, measures, offsets, neighbours } = instance;
        this.instance = instance;
        this.membership = new Membership(size, count);
        this.division = this.membership.division;
        this.members = this.membership.members;
        this.sizes = this.membership.sizes;
        this.distances = new Medians(instance, this.membership);
        this.medians = this.distances.nodes;
        this.connectedness = new Connectedness(offsets, neighbours, this.division);
        this.loads = new Float64Array(count * measures);
        this.excesses = new Float64Array(count);
        this.hasWishes = instance.wishes.some((wish) => wish > 0);
        this.hasConflicts = instance.barred.length > 0 || instance.apart.length > 0;
        this.conflicts = new Int32Array(count);
        this.over = new Int32Array(count);
        this.overAt = new Int32Array(count).fill(-1);
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
        this.membership.reset(division);
        this.loads.fill(0);
        this.conflicts.fill(0);
        this.extraCost = 0;
        this.moved = 0;
        for (let i = 0; i < incumbent.length; i++) {
            if (incumbent[i] === -1 || incumbent[i] === division[i]) continue;
            this.extraCost += moveCosts[i];
            this.moved += moveShares[i];
        }
        for (let i = 0; i < size; i++) {
            for (let a = 0; a < measures; a++) this.loads[division[i] * measures + a] += amounts[i * measures + a];
        }
        if (this.hasConflicts) this.countConflicts();
        for (let j = 0; j < count; j++) {
            if (this.hasWishes) this.extraCost += this.wishCost(j, -1, -1);
            this.distances.reset(j);
            this.setExcess(j);
        }
        this.cutCount = 0;
        this.cutAt.fill(-1);
        for (let link = 0; link < this.cuts.length; link++) {
            if (division[this.linkEnds[2 * link]] !== division[this.linkEnds[2 * link + 1]]) this.addCut(link);
        }
        this.extraCost += this.instance.linkCost * this.cutCount;
        this.startLog();
    }

    /**
     * What the search makes least once the tolerances are kept: distances, borders, moves out of incumbent territories, loads off the
     * wishes.
     */
    get cost(): number {
        return this.dispersion + this.extraCost;
    }

    /** Sum of all territories' excess; exactly 0 where every tolerance is kept. */
    violation(): number {
        return this.overCount === 0 ? 0 : this.totalExcess;
    }

    /** Lets excess count by its sum alone: where a division without any is known, it only leads from one to another. */
    straightenExcess(): void {
        if (this.curve === 0) return;
        this.curve = 0;
        for (let j = 0; j < this.excesses.length; j++) this.setExcess(j);
        this.startLog();
    }

    /** Forgets the moves so far, and the rounding that they left in the totals. */
    startLog(): void {
        this.log.length = 0;
        this.dispersion = 0;
        this.totalExcess = 0;
        for (let j = 0; j < this.excesses.length; j++) {
            this.dispersion += this.distances.costs[j];
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
        return this.distances.removalCost(unit, this.division[unit]);
    }

    /** How far a unit lies from the centre of a territory, as often as it counts. */
    distanceTo(unit: number, territory: number): number {
        return this.instance.masses[unit] * this.distances.distance(unit, territory);
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
        return over > EXCESS_EPSILON ? over * (1 + this.curve * over) : 0;
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

    /** What the move of a unit adds to the cost beside the distances: of borders, of moving it, and of loads off the wishes. */
    sideCost(unit: number, territory: number): number {
        const { incumbent, moveCosts } = this.instance;
        let delta = this.linkCostOf(unit, territory);
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

    // What moving a unit adds to the borders: its links into its own territory become some, those into the other no longer are.
    private linkCostOf(unit: number, territory: number): number {
        const { linkCost, offsets, neighbours } = this.instance;
        if (linkCost === 0) return 0;
        const from = this.division[unit];
        let links = 0;
        for (let e = offsets[unit]; e < offsets[unit + 1]; e++) {
            const other = this.division[neighbours[e]];
            if (other === from) links++;
            else if (other === territory) links--;
        }
        return linkCost * links;
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

    /** Whether the territory of `unit` hangs together without it; `joined` (-1: none) counts as part of the territory already. */
    staysConnected(unit: number, joined: number): boolean {
        return this.connectedness.holdsWithout(unit, joined);
    }

    /** A link from a unit of `territory` to another territory, each as likely, as a place in `neighbours`; -1 where there is none. O(members) */
    drawLinkOut(territory: number, random: Random): number {
        const { offsets, neighbours } = this.instance;
        const list = this.members[territory];
        let drawn = -1;
        let found = 0;
        for (let at = 0; at < this.sizes[territory]; at++) {
            const unit = list[at];
            for (let e = offsets[unit]; e < offsets[unit + 1]; e++) {
                if (this.division[neighbours[e]] !== territory && random.integer(++found) === 0) drawn = e;
            }
        }
        return drawn;
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
        this.membership.move(unit, territory);
        this.log.push(unit, from);
        const { costs } = this.distances;
        this.dispersion -= costs[from] + costs[territory];
        this.distances.shift(unit, from, -1);
        this.distances.shift(unit, territory, 1);
        this.dispersion += costs[from] + costs[territory];
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
