import { clustersDbscan } from '@turf/clusters-dbscan';
import { clustersKmeans } from '@turf/clusters-kmeans';
import { featureCollection, point } from '@turf/helpers';
import DensityClustering from 'density-clustering';
import { HDBSCAN } from 'hdbscan-ts';
import { kmeans as mlKmeans } from 'ml-kmeans';
import Supercluster from 'supercluster';
import {
    balancedClusters,
    clusterInertia,
    dbscan,
    hdbscan,
    kmeans,
    suggestClusterCount,
    ZoomClusters,
} from '../../src/cluster/index.js';
import { greatCircleDistance } from '../../src/geo/index.js';
import { balanceBound } from './balance-bound.js';
import { readPlaces, type Source } from './places.js';

/** One piece of work for a process of its own: plain data, so that it can be handed over. */
export interface Job {
    readonly name: string;
    readonly source: Source;
    readonly points: number;
    /** Number of clusters, where that is asked for. */
    readonly count?: number;
}

/** What a job took, and what it found. */
export interface Measurement {
    /** Of the processor, without reading the points and without what peers need to be handed them: the first time in a process. */
    readonly first: number;
    /** The middle one of further times; the first where that took long. */
    readonly seconds: number;
    /** Points that there really were. */
    readonly points: number;
    /** Largest memory of the process by the end of the first time, megabytes: the points, the bench and Node itself included. */
    readonly memory: number;
    readonly found: Readonly<Record<string, number>>;
}

type Work = () => Readonly<Record<string, number>>;

const RADIUS = 5000;
const MIN_POINTS = 10;
const CLUSTER_SIZE = 15;

/** Prepares each kind of work; what it returns is what is measured, followed by what it found. */
const WORKS: Readonly<
    Record<string, (points: Float64Array, job: Job) => { run: () => unknown; judge: (answer: never) => ReturnType<Work> }>
> = {
    kmeans: (points, { count = 50 }) => ({
        run: () => kmeans(points, { count, metric: 'planar' }),
        judge: ({ inertia, iterations }: ReturnType<typeof kmeans>) => ({ inertia, iterations }),
    }),
    'kmeans on the sphere': (points, { count = 50 }) => ({
        run: () => kmeans(points, { count }),
        judge: ({ inertia, iterations }: ReturnType<typeof kmeans>) => ({ inertia, iterations }),
    }),
    'ml-kmeans': (points, { count = 50 }) => {
        const rows = rowsOf(points);
        return {
            run: () => mlKmeans(rows, count, { seed: 1, initialization: 'kmeans++' }),
            judge: ({ clusters, iterations }: ReturnType<typeof mlKmeans>) => ({
                inertia: clusterInertia(points, clusters, { metric: 'planar' }),
                iterations,
            }),
        };
    },
    '@turf/clusters-kmeans': (points, { count = 50 }) => {
        const features = featuresOf(points);
        return {
            run: () => clustersKmeans(features, { numberOfClusters: count, mutate: true }),
            judge: (answer: ReturnType<typeof clustersKmeans>) => {
                const labels = answer.features.map((feature) => feature.properties.cluster ?? -1);
                return { inertia: clusterInertia(points, labels, { metric: 'planar' }) };
            },
        };
    },
    dbscan: (points) => ({
        run: () => dbscan(points, { radius: RADIUS, minPoints: MIN_POINTS }),
        judge: ({ count, labels }: ReturnType<typeof dbscan>) => ({ clusters: count, noise: noiseOf(labels) }),
    }),
    '@turf/clusters-dbscan': (points) => {
        const features = featuresOf(points);
        return {
            run: () => clustersDbscan(features, RADIUS / 1000, { minPoints: MIN_POINTS, mutate: true }),
            judge: (answer: ReturnType<typeof clustersDbscan>) => {
                const labels = answer.features.map((feature) => feature.properties.cluster ?? -1);
                return { clusters: new Set(labels.filter((label) => label >= 0)).size, noise: noiseOf(labels) };
            },
        };
    },
    'density-clustering': (points) => {
        const rows = rowsOf(points);
        return {
            // It takes neighbours nearer than the radius; a hair more makes that the same.
            run: () => densityClustering(rows, RADIUS * (1 + 1e-12)),
            judge: (clusters: readonly (readonly number[])[]) => ({
                clusters: clusters.length,
                noise: rows.length - clusters.reduce((sum, members) => sum + members.length, 0),
            }),
        };
    },
    hdbscan: (points) => ({
        run: () => hdbscan(points, { minClusterSize: CLUSTER_SIZE }),
        judge: ({ count, labels }: ReturnType<typeof hdbscan>) => ({ clusters: count, noise: noiseOf(labels) }),
    }),
    'hdbscan-ts': (points) => {
        const rows = rowsOf(points);
        return {
            // biome-ignore lint/suspicious/noFocusedTests: no test, the peer's own name for its work
            run: () => new HDBSCAN({ minClusterSize: CLUSTER_SIZE, minSamples: CLUSTER_SIZE, debugMode: false }).fit(rows),
            judge: (labels: number[]) => ({
                clusters: new Set(labels.filter((label) => label >= 0)).size,
                noise: noiseOf(labels),
            }),
        };
    },
    'balanced, 1 %': balancedWork(0.01),
    'balanced, exact': balancedWork(0),
    'balance, bound': (points, { count = 100 }) => ({
        run: () => balanceBound(points, Math.ceil((0.99 * points.length) / 2 / count - 1e-9)),
        judge: (inertia: number) => ({ inertia }),
    }),
    zoom: (points) => ({
        run: () => new ZoomClusters(points),
        judge: (clusters: ZoomClusters) => ({ 'items at zoom 5': clusters.labelsAt(5).sizes.length }),
    }),
    supercluster: (points) => {
        const { features } = featuresOf(points);
        return {
            run: () => new Supercluster().load(features),
            judge: (clusters: Supercluster) => ({ 'items at zoom 5': clusters.getClusters([-180, -90, 180, 90], 5).length }),
        };
    },
    'cluster count': (points) => ({
        run: () => suggestClusterCount(points, { max: 10 }),
        judge: ({ count }: ReturnType<typeof suggestClusterCount>) => ({ count }),
    }),
};

function balancedWork(tolerance: number): (typeof WORKS)[string] {
    return (points, { count = 100 }) => ({
        run: () => balancedClusters(points, { count, tolerance }),
        judge: ({ inertia, deviation, iterations }: ReturnType<typeof balancedClusters>) => ({ inertia, deviation, iterations }),
    });
}

function densityClustering(rows: [number, number][], radius: number): number[][] {
    return new DensityClustering.DBSCAN().run(rows, radius, MIN_POINTS, greatCircleDistance);
}

function rowsOf(points: Float64Array): [number, number][] {
    return Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i], points[2 * i + 1]]);
}

function featuresOf(points: Float64Array): ReturnType<typeof featureCollection<GeoJSON.Point, { cluster?: number }>> {
    return featureCollection(rowsOf(points).map((position) => point(position, {})));
}

function noiseOf(labels: ArrayLike<number>): number {
    let noise = 0;
    for (let i = 0; i < labels.length; i++) if (labels[i] < 0) noise++;
    return noise;
}

// What takes longer than this once is not done again; the rest as often as fits the time, but not more often than that.
const PATIENCE = 10;
const AGAIN_SECONDS = 2;
const MOST_AGAIN = 9;

/** Does the work several times in one process: what a program that has just started sees, and what one that runs for a while does. */
export function measure(job: Job, data: string | undefined): Measurement {
    const points = readPlaces(job.source, job.points, data);
    const { run, judge } = WORKS[job.name](points, job);
    const [first, answer] = time(run);
    const memory = process.resourceUsage().maxRSS / 1024;
    const again: number[] = [];
    for (let spent = 0; first <= PATIENCE && again.length < MOST_AGAIN && spent < AGAIN_SECONDS; spent += again.at(-1)!) {
        again.push(time(run)[0]);
    }
    const seconds = again.sort((a, b) => a - b)[again.length >> 1] ?? first;
    return { first, seconds, points: points.length / 2, memory, found: judge(answer as never) };
}

function time(run: () => unknown): [seconds: number, answer: unknown] {
    const before = process.cpuUsage();
    const answer = run();
    const { user, system } = process.cpuUsage(before);
    return [(user + system) / 1e6, answer];
}
