import { basename } from 'node:path';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { BeatplanError } from '../../core/index.js';
import { type Districting, isDistricting, readDistricting, unitsFromGeoJson } from '../../formats/index.js';
import { type Account, matchOwners, type Rep } from '../../market/index.js';
import { readField } from '../../market/internal.js';
import { accountUnits, findBorders, type Unit } from '../../territory/index.js';
import { prefixIssues } from '../terminal/describe-error.js';
import { accountsOf, checkAgainstHomes, type InputRules, type Reading } from './input-table.js';
import { parseJson } from './json-file.js';
import { readTextFile } from './read-text-file.js';
import { type Reckoning, type ScoredAccounts, scoresFor, workloadFor } from './reckoning.js';
import type { Rejection } from './rejections.js';
import { isJson } from './territories-file.js';

/** Units of a file, and what the file says about their design. */
export interface MarketFile {
    readonly kind: 'accounts' | 'districting' | 'geojson';
    readonly units: readonly Unit[];
    /** Only of a districting instance. */
    readonly instance?: Districting;
    /** Area of each unit by id, where the file holds areas. */
    readonly areas: ReadonlyMap<string, Polygon | MultiPolygon>;
    /** Units that touch, by id, where the file says so: links of a districting instance, common borders where all units are areas. */
    readonly edges?: readonly (readonly [string, string])[];
    /** What a file of accounts holds, and how they score. */
    readonly scored?: ScoredAccounts;
    /** Owner of each account that has one, by account id. */
    readonly ownerOf: ReadonlyMap<string, string>;
    /** What was left out of a file of accounts. */
    readonly rejected: readonly Rejection[];
    /** Ids of rows of accounts that were left out. */
    readonly lostIds: ReadonlySet<string>;
    /** How a file of accounts was read; empty for others. */
    readonly readings: readonly Reading[];
    readonly notes: readonly string[];
}

const BARE: Pick<MarketFile, 'areas' | 'ownerOf' | 'rejected' | 'lostIds' | 'readings'> = {
    areas: new Map(),
    ownerOf: new Map(),
    rejected: [],
    lostIds: new Set(),
    readings: [],
};

/**
 * Reads what is to be divided: accounts in a table, GeoJSON points or JSON rows, GeoJSON areas, or a districting instance; which, is
 * seen from the text.
 *
 * @param reps - who is to work it: accounts far from all homes mean more work
 * @param reckoning - scoring and speeds of the plan; default those of the library
 * @throws BeatplanError with the file in each path
 */
export async function readMarketFile(
    file: string,
    reps: readonly Rep[] = [],
    rules: InputRules = {},
    reckoning: Reckoning = { file: undefined, territory: {} },
): Promise<MarketFile> {
    const textFile = await readTextFile(file);
    const { text, note } = textFile;
    const notes = note === undefined ? [] : [note];
    try {
        const collection = isJson(text) ? parseJson(file, text) : undefined;
        if (collection !== undefined && hasAreas(collection)) {
            const market = readAreas(collection as FeatureCollection);
            return { ...market, notes: [...notes, ...market.notes] };
        }
        if (collection === undefined && isDistricting(text)) {
            const instance = readDistricting(text, { name: basename(file).replace(/\.[^.]+$/, '') });
            return { kind: 'districting', units: instance.units, instance, edges: instance.edges, ...BARE, notes };
        }
    } catch (error) {
        if (!(error instanceof BeatplanError) || error.issues[0]?.path[0] === file) throw error;
        throw new BeatplanError(error.code, 'The market cannot be read:', prefixIssues(error, [file]));
    }
    const table = accountsOf(file, textFile, rules);
    checkAgainstHomes(file, table, reps);
    const { rows, rejected, lost, reading } = table;
    const lostIds = new Set(lost.map(({ id }) => id));
    const { accounts } = matchOwners(rows, reps);
    return {
        kind: 'accounts',
        ...BARE,
        ...accountsToUnits(accounts, reps, reckoning),
        rejected,
        lostIds,
        readings: [reading],
        notes: [],
    };
}

function hasAreas(value: object): boolean {
    const { type, features } = value as Partial<FeatureCollection>;
    // An invalid collection is reported as GeoJSON.
    if (type !== 'FeatureCollection' || !Array.isArray(features)) return type !== undefined && !Array.isArray(value);
    return features.some((feature) => /Polygon$/.test(String(feature?.geometry?.type)));
}

function readAreas(collection: FeatureCollection): MarketFile {
    const units = unitsFromGeoJson(collection);
    const areas = new Map<string, Polygon | MultiPolygon>();
    collection.features.forEach(({ geometry }: Feature, index) => {
        if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') areas.set(units[index].id, geometry);
    });
    if (areas.size === 0 || areas.size < units.length) return { kind: 'geojson', ...BARE, units, areas, notes: [] };
    const edges = findBorders(
        [...areas].map(([id, geometry]) => ({ id, geometry })),
        { rule: 'rook' },
    );
    const bordering = new Set(edges.flat());
    const alone = units.length - bordering.size;
    const note = `${alone} of ${units.length} areas have no border in common with another: they count as touching the nearest`;
    return { kind: 'geojson', ...BARE, units, areas, edges, notes: alone === 0 || units.length === 1 ? [] : [note] };
}

// Workload, potential and count as the planner reckons them, and every further column that holds numbers.
function accountsToUnits(
    accounts: readonly Account[],
    reps: readonly Rep[],
    reckoning: Reckoning,
): Pick<MarketFile, 'units' | 'ownerOf' | 'scored'> {
    const columns = readColumns(accounts);
    const scores = scoresFor(accounts, reckoning);
    const units = accountUnits(accounts, scores, workloadFor(reps, reckoning)).map((unit, index) => {
        const measures: Record<string, number> = {};
        for (const [name, values] of columns) if (values[index] >= 0) measures[name] = values[index];
        const { sales } = accounts[index];
        return {
            ...unit,
            measures: {
                ...measures,
                ...(sales === undefined ? {} : { sales }),
                ...unit.measures,
            },
        };
    });
    return {
        units,
        scored: { accounts, scores },
        ownerOf: new Map(accounts.flatMap(({ id, owner }) => (owner === undefined ? [] : [[id, owner] as const]))),
    };
}

// Own columns, each as scoring reads it.
function readColumns(accounts: readonly Account[]): ReadonlyMap<string, Float64Array> {
    const names = new Set(accounts.flatMap(({ data }) => Object.keys(data ?? {})));
    return new Map([...names].map((name) => [name, readField(accounts, name)]));
}
