import type { Metric } from './metric.js';

/**
 * What driving from one location to another costs, for problems in which a route costs the sum of its arcs for every vehicle: one
 * number where kernels would otherwise weigh distance and duration. Shares the metric's matrix where the two are the same.
 */
export class ArcCosts {
    readonly size: number;
    /** `size x size`, or empty if costs are computed. */
    readonly matrix: Float64Array;
    readonly hasMatrix: boolean;
    readonly symmetric: boolean;
    private readonly metric: Metric;
    private readonly perDistance: number;
    private readonly perSecond: number;

    /**
     * @param perDistance - cost per unit of distance
     * @param perSecond - cost per second of driving
     * @param tabulate - whether to keep a matrix where the metric has one
     */
    constructor(metric: Metric, perDistance: number, perSecond: number, tabulate: boolean) {
        this.metric = metric;
        this.perDistance = perDistance;
        this.perSecond = perSecond;
        this.size = metric.size;
        this.symmetric = metric.symmetric;
        this.hasMatrix = tabulate && metric.hasMatrix;
        this.matrix = this.hasMatrix ? tabulated(metric, perDistance, perSecond) : EMPTY;
    }

    /** Cost of the arc from location u to location v. */
    cost(u: number, v: number): number {
        return this.hasMatrix ? this.matrix[u * this.size + v] : this.compute(u, v);
    }

    /** As {@link cost}, without the matrix. */
    compute(u: number, v: number): number {
        const distance = this.perDistance * this.metric.distance(u, v);
        return this.perSecond === 0 ? distance : distance + this.perSecond * this.metric.duration(u, v);
    }
}

const EMPTY: Float64Array = new Float64Array(0);

function tabulated({ distances, durations }: Metric, perDistance: number, perSecond: number): Float64Array {
    if (perDistance === 1 && perSecond === 0) return distances;
    return distances.map((distance, i) => perDistance * distance + (perSecond === 0 ? 0 : perSecond * durations[i]));
}
