import type { Job } from './jobs.js';

/** Work that is compared: the first line is the yardstick of the others. */
export interface Section {
    readonly title: string;
    /** What the figures mean. */
    readonly note: string;
    readonly jobs: readonly Job[];
    /** The number of points that peers which are measured on fewer are compared at, with the growth that is assumed. */
    readonly compareAt?: number;
    /** Whether the lines are one work at growing numbers of points. */
    readonly isGrowth?: boolean;
}

const HUNDRED = 100_000;
const MILLION = 1_000_000;

/** @param full - runs the slow peers on as many points as their rivals, for minutes each */
export function planSections(full: boolean): Section[] {
    const kmeans = (['towns', 'cities', 'zip-codes'] as const).map(
        (source): Section => ({
            title: `k-means, 50 clusters, ${source}`,
            note: 'Inertia in square degrees of the plane, which is what the peers minimise; the line on the sphere minimises square metres.',
            jobs: ['kmeans', 'kmeans on the sphere', 'ml-kmeans', '@turf/clusters-kmeans'].map((name) => ({
                name,
                source,
                points: HUNDRED,
                count: 50,
            })),
        }),
    );
    const dbscan = (['towns', 'cities'] as const).map(
        (source): Section => ({
            title: `DBSCAN, 5 km, 10 points, ${source}`,
            note: 'Peers on fewer points are compared at 100,000 by the square of the number.',
            compareAt: HUNDRED,
            jobs: [
                { name: 'dbscan', source, points: HUNDRED },
                { name: '@turf/clusters-dbscan', source, points: full ? HUNDRED : 20_000 },
                { name: 'density-clustering', source, points: full ? 40_000 : 10_000 },
                ...(source === 'towns' ? [{ name: 'dbscan', source, points: MILLION }] : []),
            ],
        }),
    );
    return [
        ...kmeans,
        ...dbscan,
        {
            title: 'HDBSCAN, clusters of 15, towns',
            note: 'The peer is compared at 100,000 by the square of the number, though it grows faster than that.',
            compareAt: HUNDRED,
            jobs: [
                { name: 'hdbscan', source: 'towns', points: HUNDRED },
                { name: 'hdbscan-ts', source: 'towns', points: 1000 },
            ],
        },
        ...(['districts', 'towns', 'cities', 'stores'] as const).map(
            (source): Section => ({
                title: `Balanced clusters, ${source === 'stores' ? 20 : 100}, ${source}`,
                note: 'Against k-means without balance. What balance costs lies in the data: next to nothing where density is even, much where it is not. The bound, which no division within 1 % undercuts, is half of what is possible where density is even.',
                jobs: ['kmeans on the sphere', 'balanced, 1 %', 'balanced, exact', 'balance, bound'].map((name) => ({
                    name,
                    source,
                    points: HUNDRED,
                    count: source === 'stores' ? 20 : 100,
                })),
            }),
        ),
        {
            title: 'Clusters for zooms, cities',
            note: 'Building for zooms 0 to 16.',
            jobs: ['zoom', 'supercluster'].map((name) => ({ name, source: 'cities', points: HUNDRED })),
        },
        ...['kmeans on the sphere', 'dbscan', 'hdbscan', 'zoom'].map(
            (name): Section => ({
                title: `Growth: ${name}`,
                note: 'Seconds per n log n, against the first line. Memory is that of the whole process.',
                isGrowth: true,
                jobs: [10_000, HUNDRED, MILLION].map((points) => ({ name, source: 'towns', points, count: 50 })),
            }),
        ),
    ];
}
