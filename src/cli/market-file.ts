import { basename } from 'node:path';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { BeatplanError } from '../core/index.js';
import { type Districting, isDistricting, parseAccountsCsv, readDistricting, unitsFromGeoJson } from '../formats/index.js';
import { type Account, type Rep, readField, scoreAccounts } from '../market/index.js';
import { accountUnits, findBorders, type Unit } from '../territory/index.js';
import { prefixIssues } from './describe-error.js';
import { readTextFile } from './read-text-file.js';
import { workloadOf } from './staff.js';

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
    /** Owner of each account that has one, by account id. */
    readonly ownerOf: ReadonlyMap<string, string>;
    readonly notes: readonly string[];
}

const BARE: Pick<MarketFile, 'areas' | 'ownerOf'> = { areas: new Map(), ownerOf: new Map() };

/**
 * Reads what is to be divided: a table of accounts, GeoJSON points or areas, or a districting instance; which, is seen from the text.
 *
 * @param reps - who is to work it: accounts far from all homes mean more work
 * @throws BeatplanError with the file in each path
 */
export async function readMarketFile(file: string, reps: readonly Rep[] = []): Promise<MarketFile> {
    const { text, note } = await readTextFile(file);
    const notes = note === undefined ? [] : [note];
    try {
        if (/^\uFEFF?\s*\{/.test(text)) {
            const market = readGeoJson(text);
            return { ...market, notes: [...notes, ...market.notes] };
        }
        if (isDistricting(text)) {
            const instance = readDistricting(text, { name: basename(file).replace(/\.[^.]+$/, '') });
            return { kind: 'districting', units: instance.units, instance, edges: instance.edges, ...BARE, notes };
        }
        return { kind: 'accounts', ...BARE, ...readAccounts(text, reps), notes };
    } catch (error) {
        if (error instanceof SyntaxError) throw notJson(file, error);
        if (!(error instanceof BeatplanError)) throw error;
        throw new BeatplanError(error.code, 'The market cannot be read:', prefixIssues(error, [file]));
    }
}

function readGeoJson(text: string): MarketFile {
    const collection = JSON.parse(text.replace(/^\uFEFF/, '')) as FeatureCollection;
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
function readAccounts(text: string, reps: readonly Rep[]): Pick<MarketFile, 'units' | 'ownerOf'> {
    const accounts = parseAccountsCsv(text);
    const columns = readColumns(accounts);
    const units = accountUnits(accounts, scoreAccounts(accounts), workloadOf(reps)).map((unit, index) => {
        const measures: Record<string, number> = {};
        for (const [name, values] of columns) if (values[index] >= 0) measures[name] = values[index];
        const { sales, potential } = accounts[index];
        // No potential is not the same as none worth naming: whoever balances by it is told.
        const { potential: _, ...others } = unit.measures;
        return {
            ...unit,
            measures: {
                ...measures,
                ...(sales === undefined ? {} : { sales }),
                ...(potential === undefined ? {} : { potential }),
                ...others,
            },
        };
    });
    return { units, ownerOf: new Map(accounts.flatMap(({ id, owner }) => (owner === undefined ? [] : [[id, owner] as const]))) };
}

// Own columns, each as scoring reads it.
function readColumns(accounts: readonly Account[]): ReadonlyMap<string, Float64Array> {
    const names = new Set(accounts.flatMap(({ data }) => Object.keys(data ?? {})));
    return new Map([...names].map((name) => [name, readField(accounts, name)]));
}

function notJson(file: string, error: SyntaxError): BeatplanError {
    const hint = 'a file that begins with { is taken for GeoJSON';
    return new BeatplanError('malformed-json', 'The market cannot be read:', [
        { code: 'malformed-json', path: [file], message: `is not valid JSON: ${error.message}`, hint },
    ]);
}
