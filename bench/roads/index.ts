import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { Random, runSteps } from '../../src/core/index.js';
import type { Position } from '../../src/geo/index.js';
import { type RoadGraph, type RoadProfile, readRoads } from '../../src/travel/index.js';
import { contractSteps } from '../../src/travel/road/contract.js';
import { manyToManySteps } from '../../src/travel/road/many-to-many.js';
import { unpackRoads } from '../../src/travel/road/road-file.js';
import { SHAPE_UNITS } from '../../src/travel/road/road-network.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import { gridTown } from './grid.js';

const EXTRACTS = ['liechtenstein', 'heidelberg.test'];
const PROFILES: readonly RoadProfile[] = ['car', 'bicycle', 'foot'];
const GRID_SIDE = 447;
const PLACES = 300;
const PLACES_COMPARED = 46;
// Below a minute, turns and the whole seconds of the other side are what is compared.
const SHORTEST_COMPARED = 60;

interface BenchOptions {
    readonly data?: string;
    readonly valhalla: boolean;
}

/** Measures reading, preparing and searching road graphs, and compares their times with Valhalla's. */
export const bench: Command = new Command()
    .description('road graphs: time to read and to search; times against Valhalla')
    .option('--no-valhalla', 'leave out the comparison')
    .action(async (options: BenchOptions) => {
        const speeds = [gridSpeed()];
        const files =
            options.data === undefined
                ? []
                : EXTRACTS.map((name) => ({ name, path: join(options.data as string, 'osm', `${name}.osm.pbf`) }));
        const known = files.filter(({ path }) => existsSync(path));
        for (const { name, path } of known) speeds.push(await extractSpeed(name, path));
        console.log(markdownTable(SPEED_COLUMNS, speeds));
        if (known.length === 0) console.log('\nNo extracts: --data names no folder that has them.');
        else if (options.valhalla) console.log(`\n${markdownTable(COMPARISON_COLUMNS, await compareAll(known))}`);
    });

interface SpeedRow {
    readonly name: string;
    readonly junctions: number;
    /** CPU seconds. */
    readonly read: number;
    readonly first: number;
    readonly again: number;
    readonly megabytes: number | undefined;
}

const SPEED_COLUMNS: readonly Column<SpeedRow>[] = [
    { title: 'roads', align: 'left', cell: ({ name }) => name },
    { title: 'junctions', cell: ({ junctions }) => junctions.toLocaleString('en') },
    { title: 'read and prepare, CPU s', cell: ({ read }) => read.toFixed(2) },
    { title: `${PLACES} x ${PLACES} first, s`, cell: ({ first }) => first.toFixed(3) },
    { title: 'again, s', cell: ({ again }) => again.toFixed(3) },
    { title: 'stored, MB', cell: ({ megabytes }) => megabytes?.toFixed(1) ?? '' },
];

function gridSpeed(): SpeedRow {
    const network = gridTown(GRID_SIDE);
    const [hierarchy, read] = timed(() => runSteps(contractSteps(network)));
    const random = new Random(2);
    const junctions = GRID_SIDE * GRID_SIDE;
    const ends = Array.from({ length: PLACES }, () => [{ state: random.integer(junctions), weight: 0, arc: 0 }]);
    const search = (): number => timed(() => runSteps(manyToManySteps(hierarchy, ends, ends)))[1];
    const first = search();
    return { name: 'grid town', junctions, read, first, again: best(search), megabytes: undefined };
}

async function extractSpeed(name: string, path: string): Promise<SpeedRow> {
    const bytes = new Uint8Array(readFileSync(path));
    const start = cpuSeconds();
    const roads = await readRoads(bytes);
    const read = cpuSeconds() - start;
    const places = drawPlaces(roads, PLACES, 1);
    const search = (): number => timed(() => roads.matrix(places))[1];
    const first = search();
    const junctions = unpackRoads(roads.data).network.arcOffsets.length - 1;
    return { name, junctions, read, first, again: best(search), megabytes: roads.data.byteLength / 1e6 };
}

interface ComparisonRow {
    readonly name: string;
    readonly profile: RoadProfile;
    readonly missing: number;
    /** Ours over Valhalla's, ascending. */
    readonly durations: readonly number[];
    readonly distances: readonly number[];
}

const within = (ratios: readonly number[], share: number): string =>
    `${((100 * ratios.filter((ratio) => Math.abs(ratio - 1) <= share).length) / ratios.length).toFixed(1)} %`;
const median = (ratios: readonly number[]): string => ratios[ratios.length >> 1].toFixed(3);

const COMPARISON_COLUMNS: readonly Column<ComparisonRow>[] = [
    { title: 'roads', align: 'left', cell: ({ name }) => name },
    { title: 'profile', align: 'left', cell: ({ profile }) => profile },
    { title: 'pairs', cell: ({ durations }) => durations.length.toLocaleString('en') },
    { title: 'ways missed', cell: ({ missing }) => String(missing) },
    { title: 'time, median ratio', cell: ({ durations }) => median(durations) },
    { title: 'within 15 %', cell: ({ durations }) => within(durations, 0.15) },
    { title: 'within 25 %', cell: ({ durations }) => within(durations, 0.25) },
    { title: 'distance, median ratio', cell: ({ distances }) => median(distances) },
];

async function compareAll(files: readonly { readonly name: string; readonly path: string }[]): Promise<ComparisonRow[]> {
    const { Valhalla } = await import('./valhalla.js');
    const rows: ComparisonRow[] = [];
    for (const { name, path } of files) {
        const engine = await Valhalla.build(path);
        for (const profile of PROFILES) {
            const roads = await readRoads(new Uint8Array(readFileSync(path)), { profile });
            const places = drawPlaces(roads, PLACES_COMPARED, 7);
            const theirs = await engine.trips(places, profile);
            const { travel: ours } = roads.matrix(places);
            const row = { name, profile, missing: 0, durations: [] as number[], distances: [] as number[] };
            for (let cell = 0; cell < places.length ** 2; cell++) {
                const [from, to] = [Math.floor(cell / places.length), cell % places.length];
                const duration = theirs.durations[from][to];
                if (from === to || duration === null) continue;
                if (ours.durations[cell] === Number.POSITIVE_INFINITY) row.missing++;
                else if (duration >= SHORTEST_COMPARED) {
                    row.durations.push(ours.durations[cell] / duration);
                    row.distances.push(ours.distances[cell] / (theirs.distances[from][to] as number));
                }
            }
            row.durations.sort((a, b) => a - b);
            row.distances.sort((a, b) => a - b);
            rows.push(row);
        }
    }
    return rows;
}

/** Places on roads, drawn from their corners. */
function drawPlaces(roads: RoadGraph, count: number, seed: number): Position[] {
    const { shape } = unpackRoads(roads.data).network;
    const random = new Random(seed);
    return Array.from({ length: count }, () => {
        const point = random.integer(shape.length / 2);
        return [shape[2 * point] / SHAPE_UNITS, shape[2 * point + 1] / SHAPE_UNITS];
    });
}

function timed<T>(run: () => T): [T, number] {
    const start = cpuSeconds();
    const answer = run();
    return [answer, cpuSeconds() - start];
}

const best = (run: () => number): number => Math.min(run(), run(), run(), run(), run());

function cpuSeconds(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
}
