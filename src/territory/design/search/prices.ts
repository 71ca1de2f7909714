import { amountIn } from './instance.js';
import type { DesignState } from './state.js';

/** Share of a price that goes with its territory's neighbours' from one update to the next. */
const DIFFUSION = 0.9;
/** Share of a price that is forgotten. */
const LEAK = 0.02;
/** What a large excess adds to a price at each update, in shares of the penalty for excess. */
const GAIN = 0.1;
/** Share of the room between a territory's bounds within which it counts as exceeding them already: on the very bound it would stay. */
const MARGIN = 0.002;
/** The excess, in shares of a target, that adds half of that. */
const HALF_GAIN = 0.01;

/** Links a territory that describe its borders. */
const LINKS_ENOUGH = 16;

/**
 * What an amount of each measure costs in each territory in addition to its excess: high around territories that have too much, low around
 * those that have too little, smoothed over borders (the potential of a flow, as in diffusive load balancing, Cybenko, 1989,
 * doi:10.1016/0743-7315(89)90021-X). Surplus thus finds its way through territories that could not keep it.
 */
export class Prices {
    /** `count * measures`, in shares of the penalty for excess. */
    private readonly prices: Float64Array;
    private readonly sums: Float64Array;
    private readonly links: Int32Array;
    private readonly state: DesignState;
    private isFlat = true;
    private turn = 0;

    constructor(state: DesignState) {
        const { count, measures } = state.instance;
        this.state = state;
        this.prices = new Float64Array(count * measures);
        this.sums = new Float64Array(count * measures);
        this.links = new Int32Array(count);
    }

    /** Forgets every price. */
    clear(): void {
        this.prices.fill(0);
        this.isFlat = true;
        this.turn = 0;
    }

    /** What moving `unit` from one territory to another costs by the prices, in shares of the penalty for excess. */
    shiftCost(unit: number, from: number, to: number): number {
        if (this.isFlat) return 0;
        const { instance } = this.state;
        const { measures, excessWeights } = instance;
        let cost = 0;
        for (let a = 0; a < measures; a++) {
            const toAt = to * measures + a;
            const fromAt = from * measures + a;
            const here = this.prices[fromAt] * excessWeights[fromAt];
            const amount = amountIn(instance, unit, to, a);
            const own = amountIn(instance, unit, from, a);
            cost += amount * (this.prices[toAt] * excessWeights[toAt] - here) + (amount - own) * here;
        }
        return cost;
    }

    /** Lets prices follow the excess, in time proportional to the links between territories. */
    update(): void {
        const { state, prices, sums, links } = this;
        if (this.isFlat && state.overCount === 0) return;
        const { count, measures, lows, highs, excessWeights } = state.instance;
        sums.fill(0);
        links.fill(0);
        // Many links are looked at in turns: some of each border tell as much.
        const turns = Math.max(1, Math.floor(state.cutCount / (count * LINKS_ENOUGH)));
        this.turn = (this.turn + 1) % turns;
        for (let at = this.turn; at < state.cutCount; at += turns) {
            const link = state.cuts[at];
            const first = state.division[state.linkEnds[2 * link]];
            const second = state.division[state.linkEnds[2 * link + 1]];
            links[first]++;
            links[second]++;
            for (let a = 0; a < measures; a++) {
                sums[first * measures + a] += prices[second * measures + a];
                sums[second * measures + a] += prices[first * measures + a];
            }
        }
        let highest = 0;
        for (let j = 0; j < count; j++) {
            for (let a = 0; a < measures; a++) {
                const at = j * measures + a;
                const load = state.loads[at];
                const room = highs[at] - lows[at];
                const margin = room < Number.POSITIVE_INFINITY ? room * MARGIN : 0;
                const over = Math.max(0, load - highs[at] + margin) - Math.max(0, lows[at] + margin - load);
                const excess = over * excessWeights[at];
                const around = links[j] > 0 ? sums[at] / links[j] : 0;
                prices[at] +=
                    DIFFUSION * (around - prices[at]) - LEAK * prices[at] + (GAIN * excess) / (Math.abs(excess) + HALF_GAIN);
                highest = Math.max(highest, Math.abs(prices[at]));
            }
        }
        this.isFlat = highest < 1e-6;
    }
}
