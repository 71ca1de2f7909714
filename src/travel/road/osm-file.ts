import { PbfReader } from 'pbf';
import { BeatplanError } from '../../core/index.js';
import { roadFault } from './road-fault.js';

/** Tags of a way or relation. */
export type Tags = ReadonlyMap<string, string>;

/** What a pass over an OpenStreetMap file is told of; whatever has no handler is not decoded. */
export interface OsmHandlers {
    /** Nodes in the order of the file; coordinates in degrees. */
    readonly node?: (id: number, lng: number, lat: number) => void;
    readonly way?: (id: number, nodes: readonly number[], tags: Tags) => void;
    readonly relation?: (members: readonly OsmMember[], tags: Tags) => void;
}

/** A member of a relation. */
export interface OsmMember {
    readonly kind: 'node' | 'way' | 'relation';
    readonly id: number;
    readonly role: string;
}

// The format's own bounds: a header of 64 KiB, a blob of 32 MiB.
const MOST_HEADER_BYTES = 65_536;
const MOST_BLOB_BYTES = 33_554_432;
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes']);

/**
 * Passes over an OpenStreetMap extract (`.osm.pbf`), blob by blob.
 *
 * @param onBytes - called after each blob with the bytes read so far; may wait
 * @throws BeatplanError `malformed-roads` for what is no such file, is cut off, or needs features that are not known
 * @see https://wiki.openstreetmap.org/wiki/PBF_Format
 */
export async function readOsmFile(
    file: Uint8Array,
    handlers: OsmHandlers,
    onBytes: (bytes: number) => void | Promise<void> = () => {},
): Promise<void> {
    let at = 0;
    while (at < file.length) {
        const blob = blobAt(file, at);
        if (at === 0 && blob.type !== 'OSMHeader') throw fault('does not begin with an OSMHeader', at);
        at = blob.end;
        if (blob.type === 'OSMHeader') checkHeader(await inflate(blob.bytes, blob.start));
        else if (blob.type === 'OSMData') {
            const data = await inflate(blob.bytes, blob.start);
            decode(blob.start, () => readBlock(data, handlers));
        }
        await onBytes(at);
    }
    if (at === 0) throw fault('is empty', 0);
}

interface Blob {
    readonly type: string;
    readonly bytes: Uint8Array;
    readonly start: number;
    readonly end: number;
}

function blobAt(file: Uint8Array, at: number): Blob {
    if (at + 4 > file.length) throw fault('is cut off', at);
    const headerLength = new DataView(file.buffer, file.byteOffset + at).getUint32(0);
    if (headerLength === 0 || headerLength > MOST_HEADER_BYTES) throw fault('is no .osm.pbf file', at);
    const headerEnd = at + 4 + headerLength;
    if (headerEnd > file.length) throw fault('is cut off', at);
    const header = { type: '', size: -1 };
    decode(at, () =>
        new PbfReader(file.subarray(at + 4, headerEnd)).readFields((tag, into, pbf) => {
            if (tag === 1) into.type = pbf.readString();
            else if (tag === 3) into.size = pbf.readVarint();
        }, header),
    );
    if (header.size < 0 || header.size > MOST_BLOB_BYTES) throw fault('is no .osm.pbf file', at);
    const end = headerEnd + header.size;
    if (end > file.length) throw fault('is cut off', at);
    return { type: header.type, bytes: file.subarray(headerEnd, end), start: at, end };
}

async function inflate(blob: Uint8Array, at: number): Promise<Uint8Array> {
    const parts: { raw?: Uint8Array; zlib?: Uint8Array; rawSize: number } = { rawSize: 0 };
    decode(at, () =>
        new PbfReader(blob).readFields((tag, into, pbf) => {
            if (tag === 1) into.raw = pbf.readBytes();
            else if (tag === 2) into.rawSize = pbf.readVarint();
            else if (tag === 3) into.zlib = pbf.readBytes();
        }, parts),
    );
    if (parts.raw !== undefined) return parts.raw;
    if (parts.zlib === undefined) throw fault('is packed otherwise than by zlib', at);
    try {
        const packed = new Blob([parts.zlib as Uint8Array<ArrayBuffer>]);
        const stream = packed.stream().pipeThrough(new DecompressionStream('deflate'));
        return await collect(stream, Math.min(parts.rawSize, MOST_BLOB_BYTES));
    } catch {
        throw fault('holds a block that cannot be unpacked', at);
    }
}

async function collect(stream: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array> {
    const data = new Uint8Array(size);
    const reader = stream.getReader();
    let at = 0;
    for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (at + value.length > size) throw new RangeError('longer than it says');
        data.set(value, at);
        at += value.length;
    }
    return data.subarray(0, at);
}

function checkHeader(data: Uint8Array): void {
    const needed: string[] = [];
    decode(0, () =>
        new PbfReader(data).readFields((tag, into, pbf) => {
            if (tag === 4) into.push(pbf.readString());
        }, needed),
    );
    const unknown = needed.filter((feature) => !KNOWN_FEATURES.has(feature));
    if (unknown.length > 0) throw fault(`needs ${unknown.join(', ')}`, 0);
}

interface Block {
    readonly texts: Uint8Array[];
    readonly groups: Uint8Array[];
    granularity: number;
    latOffset: number;
    lngOffset: number;
}

function readBlock(data: Uint8Array, handlers: OsmHandlers): void {
    const block: Block = { texts: [], groups: [], granularity: 100, latOffset: 0, lngOffset: 0 };
    new PbfReader(data).readFields((tag, into, pbf) => {
        if (tag === 1) pbf.readMessage((textTag, texts, reader) => textTag === 1 && texts.push(reader.readBytes()), into.texts);
        else if (tag === 2) into.groups.push(pbf.readBytes());
        else if (tag === 17) into.granularity = pbf.readVarint();
        else if (tag === 19) into.latOffset = pbf.readVarint(true);
        else if (tag === 20) into.lngOffset = pbf.readVarint(true);
    }, block);
    const texts = new TextTable(block.texts);
    for (const group of block.groups) {
        new PbfReader(group).readFields((tag, _, pbf) => {
            if (tag === 1 && handlers.node !== undefined) readNode(pbf, block, handlers.node);
            else if (tag === 2 && handlers.node !== undefined) readDenseNodes(pbf, block, handlers.node);
            else if (tag === 3 && handlers.way !== undefined) readWay(pbf, texts, handlers.way);
            else if (tag === 4 && handlers.relation !== undefined) readRelation(pbf, texts, handlers.relation);
        }, undefined);
    }
}

// Most strings of a block are names that are never asked for.
class TextTable {
    private readonly known: (string | undefined)[] = [];
    private readonly decoder = new TextDecoder();

    private readonly bytes: readonly Uint8Array[];

    constructor(bytes: readonly Uint8Array[]) {
        this.bytes = bytes;
    }

    at(index: number): string {
        this.known[index] ??= this.decoder.decode(this.bytes[index]);
        return this.known[index];
    }
}

type NodeHandler = NonNullable<OsmHandlers['node']>;

const toDegrees = (value: number, offset: number, { granularity }: Block): number => (offset + granularity * value) / 1e9;

function readNode(pbf: PbfReader, block: Block, onNode: NodeHandler): void {
    const node = { id: 0, lat: 0, lng: 0 };
    pbf.readMessage((tag, into, reader) => {
        if (tag === 1) into.id = reader.readSVarint();
        else if (tag === 8) into.lat = reader.readSVarint();
        else if (tag === 9) into.lng = reader.readSVarint();
    }, node);
    onNode(node.id, toDegrees(node.lng, block.lngOffset, block), toDegrees(node.lat, block.latOffset, block));
}

function readDenseNodes(pbf: PbfReader, block: Block, onNode: NodeHandler): void {
    const dense = { ids: [] as number[], lats: [] as number[], lngs: [] as number[] };
    pbf.readMessage((tag, into, reader) => {
        if (tag === 1) reader.readPackedSVarint(into.ids);
        else if (tag === 8) reader.readPackedSVarint(into.lats);
        else if (tag === 9) reader.readPackedSVarint(into.lngs);
    }, dense);
    let id = 0;
    let lat = 0;
    let lng = 0;
    for (let i = 0; i < dense.ids.length; i++) {
        id += dense.ids[i];
        lat += dense.lats[i];
        lng += dense.lngs[i];
        onNode(id, toDegrees(lng, block.lngOffset, block), toDegrees(lat, block.latOffset, block));
    }
}

function readWay(pbf: PbfReader, texts: TextTable, onWay: NonNullable<OsmHandlers['way']>): void {
    const way = { id: 0, keys: [] as number[], values: [] as number[], steps: [] as number[] };
    pbf.readMessage((tag, into, reader) => {
        if (tag === 1) into.id = reader.readVarint();
        else if (tag === 2) reader.readPackedVarint(into.keys);
        else if (tag === 3) reader.readPackedVarint(into.values);
        else if (tag === 8) reader.readPackedSVarint(into.steps);
    }, way);
    onWay(way.id, runningSums(way.steps), tagsOf(way.keys, way.values, texts));
}

const MEMBER_KINDS = ['node', 'way', 'relation'] as const;

function readRelation(pbf: PbfReader, texts: TextTable, onRelation: NonNullable<OsmHandlers['relation']>): void {
    const relation = {
        keys: [] as number[],
        values: [] as number[],
        roles: [] as number[],
        steps: [] as number[],
        kinds: [] as number[],
    };
    pbf.readMessage((tag, into, reader) => {
        if (tag === 2) reader.readPackedVarint(into.keys);
        else if (tag === 3) reader.readPackedVarint(into.values);
        else if (tag === 8) reader.readPackedVarint(into.roles);
        else if (tag === 9) reader.readPackedSVarint(into.steps);
        else if (tag === 10) reader.readPackedVarint(into.kinds);
    }, relation);
    const ids = runningSums(relation.steps);
    const members = ids.map(
        (id, i): OsmMember => ({ kind: MEMBER_KINDS[relation.kinds[i]], id, role: texts.at(relation.roles[i]) }),
    );
    onRelation(members, tagsOf(relation.keys, relation.values, texts));
}

function tagsOf(keys: readonly number[], values: readonly number[], texts: TextTable): Tags {
    const tags = new Map<string, string>();
    for (let i = 0; i < keys.length; i++) tags.set(texts.at(keys[i]), texts.at(values[i]));
    return tags;
}

function runningSums(steps: readonly number[]): number[] {
    let sum = 0;
    return steps.map((step) => {
        sum += step;
        return sum;
    });
}

function decode<T>(at: number, read: () => T): T {
    try {
        return read();
    } catch (error) {
        if (error instanceof BeatplanError) throw error;
        throw fault('holds a block that cannot be decoded', at);
    }
}

function fault(message: string, at: number): BeatplanError {
    return roadFault(
        `${message} (at byte ${at})`,
        'an OpenStreetMap extract in the PBF format',
        'download the file again, or make it again with osmium',
    );
}
