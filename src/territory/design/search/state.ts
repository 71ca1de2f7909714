import type { Random } from '../../../core/index.js';
import { Connectedness } from './connectedness.js';
import { amountIn, type DesignInstance, EXCESS_EPSILON, setTargets } from './instance.js';
import { Medians } from './medians.js';
import { Membership } from './membership.js';
import { WorkCosts } from './work-costs.js';

/** How much more a large excess counts than several small ones of the same sum: `over + curve * over²`, in shares of the target. */
const EXCESS_CURVE = 10;

/** Moves change the sum of the work, and so what a territory may have, until the search sets targets again. */
const WORK_TOLERANCE_USE = 0.98;

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
    /** Median unit of each territory, -1 if its centre is pinned. */
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
    private readonly distances: Medians | WorkCosts;
    private readonly connectedness: Connectedness;
    private readonly cutAt: Int32Array;
    private readonly hasWishes: boolean;
    private readonly hasConflicts: boolean;
    // Rules broken, by territory: a pair that may not share one counts once.
    private readonly conflicts: Int32Array;
    private extraCost = 0;
    /** Of the work of open territories: the sum of load² / share, and the sum. */
    private workSquares = 0;
    private workTotal = 0;
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
        const { work, masses } = instance;
        this.distances =
            work === undefined ? new Medians(instance, this.membership) : new WorkCosts(work, this.membership, masses, count);
        this.medians = this.distances.nodes;
        this.connectedness = new Connectedness(offsets, neighbours, this.division);
        this.loads = new Float64Array(count * measures);
        this.excesses = new Float64Array(count);
        const isLimited = work !== undefined && work.measure !== -1;
        this.hasWishes = isLimited || instance.wishes.some((wish) => wish > 0) || instance.prices.some((price) => price > 0);
        this.hasConflicts = instance.barred.length > 0 || instance.apart.length > 0 || work !== undefined;
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
        const { instance } = this;
        const { size, count, measures, incumbent, moveShares } = instance;
        this.membership.reset(division);
        this.loads.fill(0);
        this.conflicts.fill(0);
        this.extraCost = 0;
        this.moved = 0;
        for (let i = 0; i < incumbent.length; i++) {
            if (incumbent[i] === -1 || incumbent[i] === division[i]) continue;
            this.extraCost += this.moveCostOf(i, division[i]);
            this.moved += moveShares[i];
        }
        for (let i = 0; i < size; i++) {
            for (let a = 0; a < measures; a++) this.loads[division[i] * measures + a] += amountIn(instance, i, division[i], a);
        }
        if (this.hasConflicts) this.countConflicts();
        for (let j = 0; j < count; j++) {
            if (this.hasWishes) this.extraCost += this.wishCost(j, -1, -1);
            this.distances.reset(j);
            this.setExcess(j);
        }
        this.workSquares = 0;
        this.workTotal = 0;
        for (let j = 0; j < count; j++) this.countWork(j, 1);
        if (this.workTotal > 0) {
            const { work, prices } = instance;
            this.extraCost += prices[work!.measure] * evenness(this.workSquares, this.workTotal);
        }
        this.cutCount = 0;
        this.cutAt.fill(-1);
        for (let link = 0; link < this.cuts.length; link++) {
            if (division[this.linkEnds[2 * link]] !== division[this.linkEnds[2 * link + 1]]) this.addCut(link);
        }
        this.extraCost += this.instance.linkCost * this.cutCount;
        this.startLog();
    }

    /** Takes a division over, and sets what territories should have in work, and what deviations cost, by what it all is there. */
    retarget(division: Int32Array): void {
        const { work, measures, closed, prices, shares, priceWeights } = this.instance;
        this.reset(division);
        if (work === undefined || work.measure === -1) return;
        let total = 0;
        for (let j = 0; j < closed.length; j++) if (closed[j] === 0) total += this.loads[j * measures + work.measure];
        setTargets(this.instance, work.measure, total, WORK_TOLERANCE_USE);
        for (let at = 0; at < priceWeights.length; at++) {
            priceWeights[at] = prices[at % measures] * shares[Math.floor(at / measures)] * total;
        }
        this.reset(division);
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

    /** How far a unit lies from the centre of a territory, weighted by the unit's mass. */
    distanceTo(unit: number, territory: number): number {
        return this.instance.masses[unit] * this.distances.distance(unit, territory);
    }

    /** The excess that `territory` would have with `added` and without `removed` (-1: none). */
    excessWith(territory: number, added: number, removed: number): number {
        const { instance } = this;
        const { measures } = instance;
        let excess = 0;
        for (let a = 0; a < measures; a++) {
            let load = this.loads[territory * measures + a];
            if (added >= 0) load += amountIn(instance, added, territory, a);
            if (removed >= 0) load -= amountIn(instance, removed, territory, a);
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
        const { count, barred, apart, apartOffsets, work } = this.instance;
        let conflicts = barred.length > 0 ? barred[unit * count + territory] : 0;
        if (work?.isBarred(unit, territory) === true) conflicts++;
        if (apart.length === 0) return conflicts;
        for (let e = apartOffsets[unit]; e < apartOffsets[unit + 1]; e++) {
            if (this.division[apart[e]] === territory && apart[e] !== except) conflicts++;
        }
        return conflicts;
    }

    /** What the move of a unit adds to the cost in borders and in moving it. */
    sideCost(unit: number, territory: number): number {
        const links = this.linkCostOf(unit, territory);
        return links + this.moveCostOf(unit, territory) - this.moveCostOf(unit, this.division[unit]);
    }

    // What it costs that a unit is no longer where the incumbent has it; a territory that joined takes for nothing.
    private moveCostOf(unit: number, territory: number): number {
        const { incumbent, moveCosts, newcomers } = this.instance;
        if (incumbent.length === 0 || incumbent[unit] === -1 || incumbent[unit] === territory) return 0;
        return newcomers[territory] === 1 ? 0 : moveCosts[unit];
    }

    /** What the move of a unit to a territory, and of `other` (-1: none) in return, adds to the cost in loads off their targets and wishes. */
    loadCost(unit: number, territory: number, other: number): number {
        if (!this.hasWishes) return 0;
        const from = this.division[unit];
        return (
            this.wishCost(from, other, unit) -
            this.wishCost(from, -1, -1) +
            this.wishCost(territory, unit, other) -
            this.wishCost(territory, -1, -1) +
            this.workPriceOf(unit, territory, other)
        );
    }

    // The same for the price of uneven work. What territories should have is their share of all work as it is, so that the price is
    // `price * (sum of load² / share / total - total)`: exact after every move though moves change the total.
    private workPriceOf(unit: number, territory: number, other: number): number {
        const { instance } = this;
        const { work, measures, shares, prices } = instance;
        if (work === undefined || work.measure === -1 || prices[work.measure] === 0) return 0;
        const from = this.division[unit];
        let given = -work.secondsIn(unit, from);
        let taken = work.secondsIn(unit, territory);
        if (other >= 0) {
            given += work.secondsIn(other, from);
            taken -= work.secondsIn(other, territory);
        }
        const left = this.loads[from * measures + work.measure];
        const right = this.loads[territory * measures + work.measure];
        const squares =
            this.workSquares + (given * (2 * left + given)) / shares[from] + (taken * (2 * right + taken)) / shares[territory];
        const total = this.workTotal + given + taken;
        return prices[work.measure] * (evenness(squares, total) - evenness(this.workSquares, this.workTotal));
    }

    // Adds a territory's work to the sums, or with sign -1 takes it away.
    private countWork(territory: number, sign: number): void {
        const { work, measures, shares } = this.instance;
        if (work === undefined || work.measure === -1 || shares[territory] === 0) return;
        const load = this.loads[territory * measures + work.measure];
        this.workSquares += (sign * load * load) / shares[territory];
        this.workTotal += sign * load;
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

    // What a territory's loads cost off their wishes and fixed targets, and work above what its rep can do.
    private wishCost(territory: number, added: number, removed: number): number {
        const { instance } = this;
        const { measures, inverseTargets, wishes, priceWeights, work } = instance;
        let cost = 0;
        for (let a = 0; a < measures; a++) {
            const at = territory * measures + a;
            const isWork = work !== undefined && work.measure === a;
            const price = isWork ? 0 : priceWeights[at];
            if (wishes[a] === 0 && price === 0 && !isWork) continue;
            let load = this.loads[at];
            if (added >= 0) load += amountIn(instance, added, territory, a);
            if (removed >= 0) load -= amountIn(instance, removed, territory, a);
            const deviation = load * inverseTargets[at] - 1;
            cost += wishes[a] * Math.abs(deviation) + price * deviation * deviation;
            if (isWork) cost += Math.max(0, load - work.capacities[territory]);
        }
        return cost;
    }

    /** Whether the territory of `unit` stays connected without it; `joined` (-1: none) counts as part of the territory already. */
    staysConnected(unit: number, joined: number): boolean {
        return this.connectedness.holdsWithout(unit, joined);
    }

    /** A link from a unit of `territory` to another territory, each as likely, as a place in `neighbours`; -1 if there is none. O(members) */
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
        const { instance } = this;
        const { measures, offsets, neighbours } = instance;
        const from = this.division[unit];
        this.extraCost += this.sideCost(unit, territory) + this.loadCost(unit, territory, -1);
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
        this.countWork(from, -1);
        this.countWork(territory, -1);
        for (let a = 0; a < measures; a++) {
            this.loads[from * measures + a] -= amountIn(instance, unit, from, a);
            this.loads[territory * measures + a] += amountIn(instance, unit, territory, a);
        }
        this.countWork(from, 1);
        this.countWork(territory, 1);
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
        const { size, count, barred, apart, apartOffsets, work } = this.instance;
        for (let i = 0; i < size; i++) {
            const j = this.division[i];
            if (barred.length > 0) this.conflicts[j] += barred[i * count + j];
            if (work?.isBarred(i, j) === true) this.conflicts[j]++;
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

// By how much loads are uneven: the sum over territories of target * (load / target - 1)², where all targets sum to `total`.
function evenness(squares: number, total: number): number {
    return total > 0 ? squares / total - total : 0;
}
