import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';

export interface OsmNode {
    readonly id: number;
    readonly position: readonly [number, number];
}

interface OsmWay {
    readonly id: number;
    readonly nodes: readonly number[];
    readonly tags: Readonly<Record<string, string>>;
}

interface OsmRelation {
    readonly members: readonly { readonly kind: 0 | 1 | 2; readonly id: number; readonly role: string }[];
    readonly tags: Readonly<Record<string, string>>;
}

export interface OsmExtract {
    readonly nodes: readonly OsmNode[];
    readonly ways: readonly OsmWay[];
    readonly relations?: readonly OsmRelation[];
}

export interface WriteOptions {
    readonly dense?: boolean;
    readonly packed?: boolean;
    readonly features?: readonly string[];
}

/** Writes an extract as `.osm.pbf`, by a writer of the format's own terms that knows nothing of the reader. */
export function writeExtract(extract: OsmExtract, { dense = true, packed = true, features = [] }: WriteOptions = {}): Uint8Array {
    const header = new PbfWriter();
    for (const feature of ['OsmSchema-V0.6', 'DenseNodes', ...features]) header.writeStringField(4, feature);
    const parts = [blob('OSMHeader', header.finish(), packed), blob('OSMData', block(extract, dense), packed)];
    return new Uint8Array(Buffer.concat(parts));
}

function blob(type: string, data: Uint8Array, packed: boolean): Uint8Array {
    const body = new PbfWriter();
    if (packed) {
        body.writeVarintField(2, data.length);
        body.writeBytesField(3, deflateSync(data));
    } else body.writeBytesField(1, data);
    const bytes = body.finish();
    const header = new PbfWriter();
    header.writeStringField(1, type);
    header.writeVarintField(3, bytes.length);
    const head = header.finish();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(head.length);
    return Buffer.concat([length, head, bytes]);
}

function block({ nodes, ways, relations = [] }: OsmExtract, dense: boolean): Uint8Array {
    const texts = [''];
    const textOf = (text: string): number => {
        const known = texts.indexOf(text);
        return known >= 0 ? known : texts.push(text) - 1;
    };
    const deltas = (values: readonly number[]): number[] => values.map((value, i) => value - (values[i - 1] ?? 0));
    const units = (degrees: number): number => Math.round(degrees * 1e7);
    const tagFields = (tags: Readonly<Record<string, string>>, pbf: PbfWriter): void => {
        pbf.writePackedVarint(2, Object.keys(tags).map(textOf));
        pbf.writePackedVarint(3, Object.values(tags).map(textOf));
    };
    const group = new PbfWriter();
    if (dense) {
        group.writeMessage(
            2,
            (_, pbf) => {
                pbf.writePackedSVarint(1, deltas(nodes.map(({ id }) => id)));
                pbf.writePackedSVarint(8, deltas(nodes.map(({ position }) => units(position[1]))));
                pbf.writePackedSVarint(9, deltas(nodes.map(({ position }) => units(position[0]))));
            },
            undefined,
        );
    } else {
        for (const { id, position } of nodes) {
            group.writeMessage(
                1,
                (_, pbf) => {
                    pbf.writeSVarintField(1, id);
                    pbf.writeSVarintField(8, units(position[1]));
                    pbf.writeSVarintField(9, units(position[0]));
                },
                undefined,
            );
        }
    }
    for (const way of ways) {
        group.writeMessage(
            3,
            (_, pbf) => {
                pbf.writeVarintField(1, way.id);
                tagFields(way.tags, pbf);
                pbf.writePackedSVarint(8, deltas(way.nodes));
            },
            undefined,
        );
    }
    for (const relation of relations) {
        group.writeMessage(
            4,
            (_, pbf) => {
                pbf.writeVarintField(1, 1);
                tagFields(relation.tags, pbf);
                pbf.writePackedVarint(
                    8,
                    relation.members.map(({ role }) => textOf(role)),
                );
                pbf.writePackedSVarint(9, deltas(relation.members.map(({ id }) => id)));
                pbf.writePackedVarint(
                    10,
                    relation.members.map(({ kind }) => kind),
                );
            },
            undefined,
        );
    }
    const data = new PbfWriter();
    const body = group.finish();
    data.writeMessage(
        1,
        (_, pbf) => {
            for (const text of texts) pbf.writeBytesField(1, new TextEncoder().encode(text));
        },
        undefined,
    );
    data.writeBytesField(2, body);
    return data.finish();
}
