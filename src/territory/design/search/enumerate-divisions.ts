import { type Steps, type StopWatch, WorkMeter } from '../../../core/index.js';
import { componentLabels } from '../../graph/graph.js';
import type { CheckedDesign } from '../check-design.js';
import { type CompiledDesign, compileDesign } from './compile.js';
import { straightDistance } from './distances.js';
import { groupUnits } from './group-units.js';
import type { DesignInstance } from './instance.js';
import type { SearchResult } from './search.js';
import { DesignState } from './state.js';

/** Most divisions that are all tried. */
const MOST_DIVISIONS = 2 ** 15;
/** Differences that rounding may leave in a sum of excesses, and of distances compared with a typical one. */
const EPSILON = 1e-12;

/**
 * Tries every division of a market of a few units: what is found is the best there is, and what is not found does not exist. A search binds
 * groups of units that lie apart by units between them, and there may be a better way than the one it takes.
 *
 * @returns the best division by units; undefined if there are too many divisions, work depends on reps, units have moved from an
 *   incumbent, or none keeps every territory connected
 */
export function* enumerateDivisions(
    design: CheckedDesign,
    compiled: CompiledDesign,
    watch: StopWatch,
    iterations: number,
): Steps<SearchResult | undefined> {
    if (design.work !== undefined || design.incumbent.length > 0) return undefined;
    const atoms = yield* atomsOf(design, compiled);
    yield;
    const locks = Int32Array.from(atoms, (atom) => Math.max(...atom.map((unit) => design.locks[unit])));
    const free = atoms.map((_, at) => at).filter((at) => locks[at] === -1);
    const count = design.territoryIds.length;
    const divisions = count ** free.length;
    if (divisions > Math.min(MOST_DIVISIONS, iterations)) return undefined;
    const { instance, nodeOf } = yield* compileDesign({ ...design, groups: [], keepPlaces: false, contiguous: false });
    const byNode = new Int32Array(nodeOf.length);
    const division = new Int32Array(design.units.length);
    const assign = (at: number, territory: number): void => {
        for (const unit of atoms[at]) division[unit] = territory;
    };
    atoms.forEach((_, at) => {
        assign(at, Math.max(0, locks[at]));
    });
    const { offsets, neighbours } = compiled.contiguity;
    const meter = new WorkMeter();
    let state: DesignState | undefined;
    let best: SearchResult | undefined;
    let leastStrayed = Number.POSITIVE_INFINITY;
    const chosen = new Int32Array(free.length);
    for (let tried = 0; tried < divisions; tried++) {
        if (tried > 0) {
            let place = 0;
            for (; chosen[place] + 1 === count; place++) {
                chosen[place] = 0;
                assign(free[place], 0);
            }
            assign(free[place], ++chosen[place]);
        }
        if (meter.spend(32 * division.length)) {
            if (watch.isOver(tried)) return undefined;
            yield;
        }
        if (!hasAll(division, count)) continue;
        if (design.contiguous && componentLabels(offsets, neighbours, division).count > count) continue;
        for (let unit = 0; unit < division.length; unit++) byNode[nodeOf[unit]] = division[unit];
        if (state === undefined) state = new DesignState(instance, byNode);
        else state.reset(byNode);
        const violation = state.violation();
        const { cost } = state;
        const order = best === undefined ? -1 : compare(violation - best.violation, EPSILON);
        const costOrder = best === undefined ? -1 : compare(cost - best.cost, EPSILON * instance.typicalDistance);
        if (order > 0 || (order === 0 && costOrder > 0)) continue;
        const strayed = distanceToSeeds(instance, state.medians);
        if (order === 0 && costOrder === 0 && strayed >= leastStrayed) continue;
        leastStrayed = strayed;
        best = { division: division.slice(), violation, cost, iterations: divisions };
    }
    return best;
}

/** Units that belong together, and each of the others alone. */
function* atomsOf(design: CheckedDesign, { contiguity }: CompiledDesign): Steps<number[][]> {
    const groups = yield* groupUnits({ ...design, contiguous: false }, contiguity);
    const isGrouped = new Set(groups.flat());
    return [...groups, ...design.units.map((_, unit) => [unit]).filter(([unit]) => !isGrouped.has(unit))];
}

function hasAll(division: Int32Array, count: number): boolean {
    const isUsed = new Uint8Array(count);
    let used = 0;
    for (let i = 0; i < division.length; i++) {
        if (isUsed[division[i]] === 1) continue;
        isUsed[division[i]] = 1;
        used++;
    }
    return used === count;
}

/** The sign of a difference, 0 within the tolerance. */
function compare(difference: number, tolerance: number): number {
    return Math.abs(difference) <= tolerance ? 0 : Math.sign(difference);
}

/** Of divisions that differ in names alone, the one whose territories lie by their seeds is meant. */
function distanceToSeeds({ seeds, coordinates }: DesignInstance, medians: Int32Array): number {
    let sum = 0;
    medians.forEach((median, j) => {
        if (median !== -1 && !Number.isNaN(seeds[3 * j])) sum += straightDistance(coordinates, median, seeds, j) ** 2;
    });
    return sum;
}
