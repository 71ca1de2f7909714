import { BeatplanError } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { askServer, malformedAnswer, type Transport, withoutSecrets } from './ask-server.js';
import type { BlockAnswer, Engine, EngineRequest, MatrixBlock } from './engine.js';

/** Rows and columns of the whole matrix that a block covers. */
export interface BlockRange {
    readonly rows: readonly number[];
    readonly columns: readonly number[];
}

/** A block that was answered, row by row. */
export interface FetchedBlock extends BlockRange {
    /** Seconds; `Infinity` if there is no way. */
    readonly durations: readonly number[];
    /** Metres. */
    readonly distances: readonly number[];
    /** Metres to a road for each row and column; `undefined` if the engine does not say. */
    readonly rowSnaps: readonly number[] | undefined;
    readonly columnSnaps: readonly number[] | undefined;
}

/** Keeps answers between calls: a `Map` does for one process. Keys and values are texts. */
export interface TravelCache {
    get(key: string): string | undefined | Promise<string | undefined>;
    set(key: string, value: string): unknown;
}

/** Where blocks come from. */
export interface BlockSource {
    readonly engine: Engine;
    readonly base: string;
    readonly profile: string;
    readonly key: string | undefined;
    readonly cache: TravelCache | undefined;
    readonly transport: Transport;
}

/** Asks for a block; halves it while the server finds it too big, or fails as a whole for the sake of one pair. */
export async function fetchBlock(
    positions: readonly Position[],
    range: BlockRange,
    source: BlockSource,
): Promise<FetchedBlock[]> {
    const block = blockFor(positions, range);
    const request = source.engine.request(source.base, source.profile, source.key, block);
    const read = (json: Readonly<Record<string, unknown>>): FetchedBlock =>
        readBlock(source.engine.answer(json, block), range, request);
    // A key of the server's owner is no part of what is asked.
    const cacheKey = `${withoutSecrets(request.url)} ${request.url.replace(/[?&](?:access_token|api_key|key)=[^&]*/, '')} ${request.body ?? ''}`;
    const known = await source.cache?.get(cacheKey);
    if (known !== undefined) return [read(JSON.parse(known) as Record<string, unknown>)];
    const { status, json } = await askServer(request, source.transport);
    if (status < 400) {
        const fetched = read(json);
        await source.cache?.set(cacheKey, JSON.stringify(json));
        return [fetched];
    }
    const refusal = source.engine.refusal(status, json);
    const halves = refusal.kind === 'other' ? [] : halve(range);
    if (halves.length === 0) {
        if (refusal.kind === 'unroutable') return [withoutWay(range)];
        throw refused(request, refusal.message, status);
    }
    const blocks: FetchedBlock[] = [];
    for (const half of halves) blocks.push(...(await fetchBlock(positions, half, source)));
    return blocks;
}

function blockFor(positions: readonly Position[], { rows, columns }: BlockRange): MatrixBlock {
    const isSquare = rows.length === columns.length && rows.every((row, i) => row === columns[i]);
    return { sources: rows.map((row) => positions[row]), targets: columns.map((column) => positions[column]), isSquare };
}

function halve({ rows, columns }: BlockRange): BlockRange[] {
    if (rows.length === 1 && columns.length === 1) return [];
    if (rows.length >= columns.length) {
        const middle = rows.length >> 1;
        return [rows.slice(0, middle), rows.slice(middle)].map((part) => ({ rows: part, columns }));
    }
    const middle = columns.length >> 1;
    return [columns.slice(0, middle), columns.slice(middle)].map((part) => ({ rows, columns: part }));
}

function withoutWay({ rows, columns }: BlockRange): FetchedBlock {
    const none = new Array<number>(rows.length * columns.length).fill(Number.POSITIVE_INFINITY);
    return { rows, columns, durations: none, distances: none, rowSnaps: undefined, columnSnaps: undefined };
}

function readBlock(answer: BlockAnswer, range: BlockRange, request: EngineRequest): FetchedBlock {
    const { rows, columns } = range;
    const cells = (table: unknown, unit: number, what: string): number[] => {
        if (!Array.isArray(table) || table.length !== rows.length)
            throw malformedAnswer(request, `has no ${rows.length} rows of ${what}`, table);
        return table.flatMap((row: unknown) => {
            if (!Array.isArray(row) || row.length !== columns.length) {
                throw malformedAnswer(request, `has a row that is not ${columns.length} ${what}`, row);
            }
            return row.map((cell: unknown) => {
                if (cell === null) return Number.POSITIVE_INFINITY;
                if (typeof cell !== 'number' || !Number.isFinite(cell) || cell < 0) {
                    throw malformedAnswer(request, `has ${what} that are no numbers from 0`, cell);
                }
                return cell * unit;
            });
        });
    };
    return {
        ...range,
        durations: cells(answer.durations, 1, 'durations'),
        distances: cells(answer.distances, answer.metresPerUnit, 'distances'),
        rowSnaps: snaps(answer.sourceSnaps, rows.length),
        columnSnaps: snaps(answer.targetSnaps, columns.length),
    };
}

function snaps(list: unknown, count: number): number[] | undefined {
    if (!Array.isArray(list) || list.length !== count) return undefined;
    return list.every((value) => typeof value === 'number' && value >= 0) ? (list as number[]) : undefined;
}

function refused(request: EngineRequest, message: string, status: number): BeatplanError {
    return new BeatplanError('server-refused', 'the travel server refuses the request', [
        {
            code: 'server-refused',
            path: ['options'],
            message,
            received: `status ${status} of ${withoutSecrets(request.url)}`,
            hint: 'check profile, key and the region that the server knows',
        },
    ]);
}
