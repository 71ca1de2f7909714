import { readFile } from 'node:fs/promises';
import { BeatplanError, type IssueCollector } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import type { Account, Rep } from '../../market/index.js';
import {
    fetchTravelMatrix,
    knownTrips,
    RoadGraph,
    type RoadSource,
    type RoadTravel,
    readRoads,
    type TravelEngine,
} from '../../travel/index.js';

/** Where travel times come from, as the command line says it; at most one of them. */
export interface TravelArguments {
    /** An `.osm.pbf` extract, or a stored road graph. */
    readonly roads?: string;
    /** Addresses of routing servers. */
    readonly osrm?: string;
    readonly valhalla?: string;
    readonly ors?: string;
    readonly graphhopper?: string;
    /** Access key of the server. */
    readonly travelKey?: string;
}

const ENGINES: readonly (readonly [flag: keyof TravelArguments, engine: TravelEngine])[] = [
    ['osrm', 'osrm'],
    ['valhalla', 'valhalla'],
    ['ors', 'openrouteservice'],
    ['graphhopper', 'graphhopper'],
];

// A matrix of more places takes hours of a server and gigabytes here.
const MOST_PLACES = 5_000;

/** How reps drive, and what is to be told of it. */
export interface RoadReading {
    readonly travel: RoadTravel;
    readonly notes: readonly string[];
}

/** Adds an issue unless at most one source of travel times is named. */
export function checkTravelArguments(given: TravelArguments, hasTravel: boolean, collector: IssueCollector): void {
    const flags = (['roads', ...ENGINES.map(([flag]) => flag)] as const)
        .filter((flag) => given[flag] !== undefined)
        .map((flag) => `--${flag}`);
    const sources = hasTravel ? [...flags, 'travel in --config'] : flags;
    if (flags.length > 0 && sources.length > 1) {
        collector.add('contradictory-options', [flags[0]], `stands beside ${sources.slice(1).join(' and ')}`, {
            expected: 'one source of travel times',
        });
    }
    if (given.travelKey !== undefined && flags.filter((flag) => flag !== '--roads').length === 0) {
        collector.add('contradictory-options', ['--travel-key'], 'is given without a server', {
            hint: 'name the server: --ors URL',
        });
    }
}

/** Reads the roads of a file, or asks a server for the trips between all homes and accounts; undefined if none was named. */
export async function readTravel(
    given: TravelArguments,
    accounts: readonly Account[],
    reps: readonly Rep[],
    control: { readonly signal: AbortSignal; readonly onProgress: (progress: { readonly fraction: number }) => void },
): Promise<RoadReading | undefined> {
    if (given.roads !== undefined) return withNotes(given.roads, await openRoads(given.roads, control), accounts, reps);
    const named = ENGINES.find(([flag]) => given[flag] !== undefined);
    if (named === undefined) return undefined;
    const [flag, engine] = named;
    const places: Position[] = [...reps.map(({ home }) => home), ...accounts.map(({ position }) => position)];
    if (places.length > MOST_PLACES) throw tooMany(flag, places.length);
    const key = given.travelKey === undefined ? {} : { key: given.travelKey };
    const { travel, offRoad } = await fetchTravelMatrix(places, { engine, url: given[flag] as string, ...key, ...control }).catch(
        (error: unknown) => {
            throw atFlag(error, flag);
        },
    );
    const off = new Set(offRoad);
    return {
        travel: { kind: 'roads', roads: knownTrips(places, travel) },
        notes: offRoadNotes(
            reps.filter((_, i) => off.has(i)),
            accounts.filter((_, i) => off.has(reps.length + i)),
        ),
    };
}

async function openRoads(file: string, control: Parameters<typeof readRoads>[1]): Promise<RoadGraph> {
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes === undefined) {
        throw new BeatplanError('file-not-found', 'The command line', [
            {
                code: 'file-not-found',
                path: ['--roads'],
                message: 'cannot be read',
                received: file,
                hint: 'name an .osm.pbf extract',
            },
        ]);
    }
    try {
        if (isStored(bytes))
            return new RoadGraph(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
        return await readRoads(bytes, control);
    } catch (error) {
        if (!(error instanceof BeatplanError) || error.code !== 'malformed-roads') throw error;
        throw new BeatplanError(
            error.code,
            'The roads',
            error.issues.map((issue) => ({ ...issue, path: [file] })),
        );
    }
}

// An extract begins with the length of a block's header, a stored graph with its own name.
const isStored = (bytes: Uint8Array): boolean => new TextDecoder().decode(bytes.subarray(0, 4)) === 'BPRD';

function withNotes(file: string, roads: RoadGraph, accounts: readonly Account[], reps: readonly Rep[]): RoadReading {
    const isOff = (position: Position): boolean => roads.snap(position).distance > MOST_SNAPPED;
    const homes = reps.filter(({ home }) => isOff(home));
    const places = accounts.filter(({ position }) => isOff(position));
    if (homes.length === reps.length || places.length === accounts.length) throw elsewhere(file, homes.length === reps.length);
    const notes = offRoadNotes(homes, places);
    return { travel: { kind: 'roads', roads: roads as RoadSource }, notes };
}

// As RoadGraph has it by default.
const MOST_SNAPPED = 2_000;

function offRoadNotes(reps: readonly { readonly id: string }[], accounts: readonly { readonly id: string }[]): string[] {
    const note = (items: readonly { readonly id: string }[], what: string, follows: readonly [string, string]): string[] => {
        if (items.length === 0) return [];
        const names = items.slice(0, 5).map(({ id }) => id);
        const rest = items.length > 5 ? ` and ${items.length - 5} more` : '';
        return [
            `No road leads to ${items.length} ${what}${items.length === 1 ? '' : 's'}, ${follows[items.length === 1 ? 0 : 1]}: ${names.join(', ')}${rest}.`,
        ];
    };
    return [
        ...note(reps, 'home', ['whose rep cannot be planned', 'whose reps cannot be planned']),
        ...note(accounts, 'account', ['which stays unscheduled', 'which stay unscheduled']),
    ];
}

function elsewhere(file: string, isHomes: boolean): BeatplanError {
    return new BeatplanError('outside-areas', 'The roads are of another region:', [
        {
            code: 'outside-areas',
            path: [file],
            message: `has no road near any ${isHomes ? 'home of a rep' : 'account'}`,
            hint: 'take the extract of the region that is planned',
        },
    ]);
}

function tooMany(flag: string, count: number): BeatplanError {
    return new BeatplanError('invalid-input', 'The command line has a problem:', [
        {
            code: 'out-of-range',
            path: [`--${flag}`],
            message: `cannot be asked for the trips between ${count.toLocaleString('en')} places`,
            expected: `at most ${MOST_PLACES.toLocaleString('en')} homes and accounts`,
            hint: 'use --roads with an OpenStreetMap extract of the region',
        },
    ]);
}

function atFlag(error: unknown, flag: string): unknown {
    if (!(error instanceof BeatplanError)) return error;
    return new BeatplanError(
        error.code,
        'The travel server has a problem:',
        error.issues.map((issue) => (issue.path[0] === 'options' ? { ...issue, path: [`--${flag}`] } : issue)),
    );
}
