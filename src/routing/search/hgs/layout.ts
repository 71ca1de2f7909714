import type { Instance } from '../../compile/instance.js';
import type { Metric } from '../../compile/metric.js';

/** A point for each location on a plane: good enough to tell directions and which points are near each other. */
export interface Layout {
    readonly x: Float64Array;
    readonly y: Float64Array;
    /** From where directions are seen: the start of the first type, else the middle of the visits. */
    readonly centreX: number;
    readonly centreY: number;
}

/** Takes coordinates where there are some, and guesses them from the distances of a given matrix. */
export function layOut(instance: Instance): Layout {
    const metric = instance.metrics[0];
    const locations = metric.size - 1;
    const x = new Float64Array(locations);
    const y = new Float64Array(locations);
    const at = metric.coordinates;
    if (at.length === 0) guess(metric, x, y);
    else if (at.length === 2 * locations) {
        for (let i = 0; i < locations; i++) {
            x[i] = at[2 * i];
            y[i] = at[2 * i + 1];
        }
    } else flatten(at, x, y);
    let centreX = 0;
    let centreY = 0;
    const start = instance.place[instance.n];
    if (start < locations && instance.types === 1) {
        centreX = x[start];
        centreY = y[start];
    } else {
        for (let v = 0; v < instance.n; v++) {
            centreX += x[v] / instance.n;
            centreY += y[v] / instance.n;
        }
    }
    return { x, y, centreX, centreY };
}

/** Turns points of the unit sphere so that their middle becomes the pole, and looks at them from above. */
function flatten(at: Float64Array, x: Float64Array, y: Float64Array): void {
    let [mx, my, mz] = [0, 0, 0];
    for (let i = 0; i < x.length; i++) {
        mx += at[3 * i];
        my += at[3 * i + 1];
        mz += at[3 * i + 2];
    }
    const length = Math.hypot(mx, my, mz) || 1;
    [mx, my, mz] = [mx / length, my / length, mz / length];
    const flat = Math.hypot(mx, my);
    const [ex, ey] = flat > 0 ? [-my / flat, mx / flat] : [1, 0];
    const [nx, ny, nz] = [-mz * ey, mz * ex, mx * ey - my * ex];
    for (let i = 0; i < x.length; i++) {
        x[i] = at[3 * i] * ex + at[3 * i + 1] * ey;
        y[i] = at[3 * i] * nx + at[3 * i + 1] * ny + at[3 * i + 2] * nz;
    }
}

/** FastMap in two dimensions (Faloutsos and Lin 1995, doi:10.1145/223784.223812). */
function guess(metric: Metric, x: Float64Array, y: Float64Array): void {
    const count = x.length;
    if (count === 0) return;
    const apart = (u: number, v: number): number => (metric.distance(u, v) + metric.distance(v, u)) / 2;
    const squared = (u: number, v: number): number => Math.max(0, apart(u, v) ** 2 - (x[u] - x[v]) ** 2);
    for (const axis of [x, y]) {
        const farthest = (from: number): number => {
            let found = from;
            for (let v = 0; v < count; v++) if (squared(from, v) > squared(from, found)) found = v;
            return found;
        };
        const a = farthest(0);
        const b = farthest(a);
        const length = squared(a, b);
        if (length === 0) return;
        const values = Float64Array.from(axis, (_, v) => (squared(a, v) + length - squared(b, v)) / (2 * Math.sqrt(length)));
        axis.set(values);
    }
}
