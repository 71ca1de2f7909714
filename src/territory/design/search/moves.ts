import type { Random } from '../../../core/index.js';
import type { Prices } from './prices.js';
import type { DesignState } from './state.js';

/** How often a draw near to what exceeds a tolerance goes one territory further, and how many units are drawn for it. */
const FOCUS_HOPS = 0.5;
const FOCUS_DRAWS = 24;
/** How often all links of a territory are looked through where those draws found none that leads out of it. */
const FOCUS_SCANS = 0.1;
const SWAP_DRAWS = 8;
/** Territories of up to this many units are walked through for a partner, for at least this many steps: few of their units lie at any one border. */
const WALK_SIZE = 60;
const WALK_STEPS = 2;

// An end of a link between two territories, as a place in `linkEnds`: any, or with `isFocused` one near to what exceeds a tolerance; -1
// if there is none.
function drawBorder(state: DesignState, random: Random, isFocused: boolean): number {
    if (state.cutCount === 0) return -1;
    if (isFocused) {
        const { division, members, sizes, linkOf } = state;
        const { offsets, neighbours } = state.instance;
        let territory = state.over[random.integer(state.overCount)];
        let place = -1;
        for (let drawn = 0; drawn < FOCUS_DRAWS && place === -1; drawn++) {
            const unit = members[territory][random.integer(sizes[territory])];
            const degree = offsets[unit + 1] - offsets[unit];
            if (degree === 0) continue;
            const turn = random.integer(degree);
            let e = offsets[unit] + turn;
            for (let k = 1; k < degree && division[neighbours[e]] === territory; k++) e = offsets[unit] + ((turn + k) % degree);
            const other = division[neighbours[e]];
            if (other === territory) continue;
            if (random.next() < FOCUS_HOPS) territory = other;
            else place = e;
        }
        // A territory of islands may have a single link to the others: looking for it takes a while.
        if (place === -1 && random.next() < FOCUS_SCANS) place = state.drawLinkOut(territory, random);
        // Either end may enter the other's territory.
        if (place !== -1) return 2 * linkOf[place] + (random.next() < 0.5 ? 0 : 1);
    }
    const draw = random.integer(state.cutCount * 2);
    return 2 * state.cuts[draw >> 1] + (draw & 1);
}

/** Tries to move a unit over a border, with `isFocused` near to what exceeds a tolerance; whether it moved. */
export function tryShift(
    state: DesignState,
    prices: Prices,
    random: Random,
    temperature: number,
    penalty: number,
    isFocused: boolean,
): boolean {
    const { instance, division, excesses } = state;
    let unit: number;
    let territory: number;
    if (instance.contiguous || random.next() < 0.5) {
        const end = drawBorder(state, random, isFocused);
        if (end === -1) return false;
        unit = state.linkEnds[end];
        territory = division[state.linkEnds[end ^ 1]];
    } else {
        unit = random.integer(instance.size);
        territory = random.integer(instance.count);
    }
    const from = division[unit];
    if (from === territory || instance.locks[unit] !== -1 || instance.closed[territory] === 1 || state.sizes[from] === 1)
        return false;
    if (state.movesTooMuch(state.movedWith(unit, territory))) return false;
    const delta =
        state.removalCost(unit) +
        state.distanceTo(unit, territory) +
        state.sideCost(unit, territory) +
        state.loadCost(unit, territory, -1) +
        penalty *
            (state.excessWith(from, -1, unit) -
                excesses[from] +
                state.excessWith(territory, unit, -1) -
                excesses[territory] +
                prices.shiftCost(unit, from, territory));
    if (delta > 0 && random.next() >= Math.exp(-delta / temperature)) return false;
    if (instance.contiguous && !state.staysConnected(unit, -1)) return false;
    state.move(unit, territory);
    return true;
}

/** Tries to exchange two units of neighbouring territories, with `isFocused` near to what exceeds a tolerance; whether they moved. */
export function trySwap(
    state: DesignState,
    prices: Prices,
    random: Random,
    temperature: number,
    penalty: number,
    isFocused: boolean,
): boolean {
    const { instance, division, excesses, medians } = state;
    const { contiguous, locks } = instance;
    const end = drawBorder(state, random, isFocused);
    if (end === -1) return false;
    const unit = state.linkEnds[end];
    const beyond = state.linkEnds[end ^ 1];
    const from = division[unit];
    const territory = division[beyond];
    if (locks[unit] !== -1 || medians[from] === unit) return false;
    const other = drawPartner(state, random, unit, beyond);
    if (other === -1) return false;
    if (state.movesTooMuch(state.movedWith(unit, territory) + state.movedWith(other, from) - state.moved)) return false;
    const delta =
        state.distanceTo(unit, territory) -
        state.distanceTo(unit, from) +
        state.distanceTo(other, from) -
        state.distanceTo(other, territory) +
        state.sideCost(unit, territory) +
        state.sideCost(other, from) +
        state.loadCost(unit, territory, other) +
        // Counted as if they parted, though they only change sides.
        (instance.linkCost > 0 && isLinked(state, unit, other) ? 2 * instance.linkCost : 0) +
        penalty *
            (state.excessWith(from, other, unit) -
                excesses[from] +
                state.excessWith(territory, unit, other) -
                excesses[territory] +
                prices.shiftCost(unit, from, territory) +
                prices.shiftCost(other, territory, from));
    if (delta > 0 && random.next() >= Math.exp(-delta / temperature)) return false;
    if (contiguous) {
        if (!state.touches(unit, territory, other)) return false;
        if (!state.staysConnected(unit, other) || !state.staysConnected(other, unit)) return false;
    }
    state.move(unit, territory);
    state.move(other, from);
    return true;
}

function isLinked({ instance: { offsets, neighbours } }: DesignState, unit: number, other: number): boolean {
    for (let e = offsets[unit]; e < offsets[unit + 1]; e++) if (neighbours[e] === other) return true;
    return false;
}

// A unit of the territory that `start` lies in which could take the place of `unit`: any, or where there are many, one of those that a
// random walk from `start` meets; -1 if none was found.
function drawPartner(state: DesignState, random: Random, unit: number, start: number): number {
    const { instance, division, medians, sizes, members } = state;
    const { locks, contiguous, offsets, neighbours } = instance;
    const territory = division[start];
    const from = division[unit];
    const walks = sizes[territory] >= WALK_SIZE;
    let place = start;
    let partner = -1;
    for (let drawn = 0; drawn < SWAP_DRAWS; drawn++) {
        let candidate: number;
        if (walks) {
            candidate = neighbours[offsets[place] + random.integer(offsets[place + 1] - offsets[place])];
            if (division[candidate] !== territory) continue;
            place = candidate;
        } else candidate = members[territory][random.integer(sizes[territory])];
        if (locks[candidate] !== -1 || medians[territory] === candidate) continue;
        if (contiguous && !state.touches(candidate, from, unit)) continue;
        partner = candidate;
        if (!walks || drawn >= WALK_STEPS) break;
    }
    return partner;
}
