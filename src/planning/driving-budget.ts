import { clockSeconds, type StopLimits } from '../core/index.js';

const DEFAULT_ITERATIONS = 300;
const LEAST_SECONDS = 0.001;

/** Shares the seconds of a whole sampling among territories, and those of a territory among its days. */
export class DrivingBudget {
    private readonly limits: StopLimits;
    private readonly endsAt: number;
    private territoryEndsAt = Number.POSITIVE_INFINITY;

    /** @param startedAt - as `clockSeconds` tells it */
    constructor(stop: StopLimits | undefined, startedAt: number) {
        const { seconds = Number.POSITIVE_INFINITY, ...limits } = stop ?? {};
        this.limits = { iterations: DEFAULT_ITERATIONS, ...limits };
        this.endsAt = startedAt + seconds;
    }

    /** @param left - territories still to be sampled, this one included */
    beginTerritory(left: number): void {
        const now = clockSeconds();
        this.territoryEndsAt = now + (this.endsAt - now) / left;
    }

    /**
     * Limits of the search for one day's routes.
     *
     * @param left - days of the territory still to be routed, this one included
     */
    ofDay(left: number): StopLimits {
        if (!Number.isFinite(this.endsAt)) return this.limits;
        return { ...this.limits, seconds: Math.max(LEAST_SECONDS, (this.territoryEndsAt - clockSeconds()) / left) };
    }
}
