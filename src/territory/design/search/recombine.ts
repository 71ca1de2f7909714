import type { Random } from '../../../core/index.js';
import { type DesignInstance, EXCESS_EPSILON } from './instance.js';
import type { DesignState } from './state.js';

/**
 * Merges two neighbouring territories and divides them again: cuts the link of a random spanning tree that leaves the least excess
 * (recombination, DeFord, Duchin and Solomon, 2021, doi:10.1162/99608f92.eb30390f). What no chain of single moves mends, because it
 * would first have to get worse, this often does.
 */
export class Recombination {
    private readonly state: DesignState;
    private readonly instance: DesignInstance;
    // The tree in the order in which it grew: units, and the place in that order that each hangs from.
    private readonly order: Int32Array;
    private readonly parent: Int32Array;
    private readonly placeOf: Int32Array;
    private readonly frontier: number[] = [];
    // Of each subtree: loads, and units locked to the two territories.
    private readonly loads: Float64Array;
    private readonly lockedToFirst: Int32Array;
    private readonly lockedToSecond: Int32Array;
    private readonly isFirst: Uint8Array;

    constructor(state: DesignState) {
        const { size, measures } = state.instance;
        this.state = state;
        this.instance = state.instance;
        this.order = new Int32Array(size);
        this.parent = new Int32Array(size);
        this.placeOf = new Int32Array(size).fill(-1);
        this.loads = new Float64Array(size * measures);
        this.lockedToFirst = new Int32Array(size);
        this.lockedToSecond = new Int32Array(size);
        this.isFirst = new Uint8Array(size);
    }

    /** Recombines a territory that exceeds a tolerance with a neighbour, and keeps what the annealing accepts. */
    attempt(random: Random, temperature: number, penalty: number): boolean {
        const { state } = this;
        const first = state.over[random.integer(state.overCount)];
        const link = state.drawLinkOut(first, random);
        if (link === -1) return false;
        const second = state.division[this.instance.neighbours[link]];
        if (this.instance.closed[second] === 1) return false;
        const size = this.growTree(first, second, random);
        if (size < state.sizes[first] + state.sizes[second]) return false;
        if (!this.chooseCut(first, second, size)) return false;
        const before = state.cost + penalty * (state.excesses[first] + state.excesses[second]);
        const logged = state.log.length;
        const moved = state.moved;
        // The first gains before it loses, so that neither is ever empty.
        if (!this.keepsAny(second, size)) return false;
        this.moveAll(second, first, 1, size);
        this.moveAll(first, second, 0, size);
        const delta = state.cost + penalty * (state.excesses[first] + state.excesses[second]) - before;
        const isAllowed = state.moved <= Math.max(moved, this.instance.maxMoved);
        if (isAllowed && (delta <= 0 || random.next() < Math.exp(-delta / temperature))) return state.log.length > logged;
        state.undo(logged);
        return false;
    }

    private keepsAny(second: number, size: number): boolean {
        for (let at = 0; at < size; at++)
            if (this.isFirst[at] === 0 && this.state.division[this.order[at]] === second) return true;
        return false;
    }

    private moveAll(from: number, to: number, side: number, size: number): void {
        for (let at = 0; at < size; at++) {
            if (this.isFirst[at] === side && this.state.division[this.order[at]] === from) this.state.move(this.order[at], to);
        }
    }

    // A random tree over both territories, grown from a random unit by a random border unit at a time; its number of units.
    private growTree(first: number, second: number, random: Random): number {
        const { offsets, neighbours } = this.instance;
        const { division, members, sizes } = this.state;
        const { order, parent, placeOf, frontier } = this;
        frontier.length = 0;
        const root = members[first][random.integer(sizes[first])];
        order[0] = root;
        parent[0] = -1;
        placeOf[root] = 0;
        frontier.push(0);
        let size = 1;
        while (frontier.length > 0) {
            const pick = random.integer(frontier.length);
            const at = frontier[pick];
            const u = order[at];
            let next = -1;
            const degree = offsets[u + 1] - offsets[u];
            const turn = random.integer(Math.max(1, degree));
            for (let k = 0; k < degree; k++) {
                const v = neighbours[offsets[u] + ((k + turn) % degree)];
                if (placeOf[v] !== -1 || (division[v] !== first && division[v] !== second)) continue;
                next = v;
                break;
            }
            if (next === -1) {
                frontier[pick] = frontier[frontier.length - 1];
                frontier.pop();
                continue;
            }
            order[size] = next;
            parent[size] = at;
            placeOf[next] = size;
            frontier.push(size++);
        }
        for (let at = 0; at < size; at++) placeOf[order[at]] = -1;
        return size;
    }

    // Marks the units that go to the first territory; false if no cut leaves less excess than there is.
    private chooseCut(first: number, second: number, size: number): boolean {
        const { instance, state, order, parent, loads, lockedToFirst, lockedToSecond, isFirst } = this;
        const { measures, amounts, locks } = instance;
        for (let at = 0; at < size; at++) {
            const unit = order[at];
            for (let a = 0; a < measures; a++) loads[at * measures + a] = amounts[unit * measures + a];
            lockedToFirst[at] = locks[unit] === first ? 1 : 0;
            lockedToSecond[at] = locks[unit] === second ? 1 : 0;
        }
        for (let at = size - 1; at > 0; at--) {
            for (let a = 0; a < measures; a++) loads[parent[at] * measures + a] += loads[at * measures + a];
            lockedToFirst[parent[at]] += lockedToFirst[at];
            lockedToSecond[parent[at]] += lockedToSecond[at];
        }
        let best = -1;
        let bestIsFirst = true;
        let least = state.excesses[first] + state.excesses[second] - EXCESS_EPSILON;
        for (let at = 1; at < size; at++) {
            if (lockedToSecond[at] === 0 && lockedToFirst[at] === lockedToFirst[0]) {
                const excess = this.excessOfCut(at, first, second);
                if (excess < least) {
                    least = excess;
                    best = at;
                    bestIsFirst = true;
                }
            }
            if (lockedToFirst[at] === 0 && lockedToSecond[at] === lockedToSecond[0]) {
                const excess = this.excessOfCut(at, second, first);
                if (excess < least) {
                    least = excess;
                    best = at;
                    bestIsFirst = false;
                }
            }
        }
        if (best === -1) return false;
        for (let at = 0; at < size; at++) {
            const isIn = at === best || (at > best && isFirst[parent[at]] === (bestIsFirst ? 1 : 0));
            isFirst[at] = isIn === bestIsFirst ? 1 : 0;
        }
        return true;
    }

    private excessOfCut(at: number, below: number, rest: number): number {
        const { state, loads } = this;
        const { measures } = this.instance;
        let excess = 0;
        for (let a = 0; a < measures; a++) {
            const load = loads[at * measures + a];
            excess += state.excessOf(below, a, load) + state.excessOf(rest, a, loads[a] - load);
        }
        return excess;
    }
}
