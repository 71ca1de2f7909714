import Flatbush from 'flatbush';
import type { MultiPolygon, Polygon } from 'geojson';
import { IssueCollector } from '../core/index.js';
import { type Position, polygonBbox, polygonTester, splitBbox } from '../geo/index.js';
import { assertQuery } from './check-query.js';

/** A polygon with the id that answers name it by. */
export interface PolygonItem {
    readonly id: string;
    readonly geometry: Polygon | MultiPolygon;
}

/**
 * An index over polygons that tells in which of them a position lies: territories, postcodes, sales regions.
 *
 * @example
 * ```ts
 * const index = new PolygonIndex([{ id: 'north', geometry: north }, { id: 'south', geometry: south }]);
 * index.containing([13.4, 52.5]); // ['north']
 * ```
 */
export class PolygonIndex {
    /** How many polygons the index holds. */
    readonly size: number;
    private readonly ids: readonly string[];
    private readonly testers: readonly ((position: Position) => boolean)[];
    /** Item of each box; a polygon over the antimeridian has two. */
    private readonly owners: readonly number[];
    private readonly boxes: Flatbush | undefined;

    /**
     * @param features - any number; copied. They may overlap. O(corners + n log n)
     * @throws BeatplanError `invalid-input` with `duplicate-id` and `invalid-polygon`
     */
    constructor(features: readonly PolygonItem[]) {
        const collector = new IssueCollector();
        const seen = new Set<string>();
        const owners: number[] = [];
        const bounds: number[] = [];
        features.forEach(({ id, geometry }, i) => {
            if (seen.has(id)) collector.add('duplicate-id', [i, 'id'], 'stands for another polygon already', { received: id });
            seen.add(id);
            const bbox = hasSoundRings(geometry) ? polygonBbox(geometry) : undefined;
            if (bbox === undefined) {
                const expected = 'rings of at least three corners, all of them finite numbers';
                collector.add('invalid-polygon', [i, 'geometry'], 'is not a polygon', { expected });
                return;
            }
            for (const box of splitBbox(bbox)) {
                bounds.push(...box);
                owners.push(i);
            }
        });
        collector.throwIfAny('the index');
        this.size = features.length;
        this.ids = features.map((feature) => feature.id);
        this.testers = features.map((feature) => polygonTester(feature.geometry));
        this.owners = owners;
        this.boxes = indexBoxes(bounds);
    }

    /**
     * Finds the polygons that a position lies in, borders included; on a border shared by two both are found.
     *
     * @returns ids in the order given
     * @throws BeatplanError `invalid-input` for a position that is none on Earth
     */
    containing(position: Position): string[] {
        assertQuery(position, {});
        if (this.boxes === undefined) return [];
        const [lng, lat] = position;
        const isPole = lat === 90 || lat === -90;
        const found = new Set(isPole ? this.boxes.search(-180, lat, 180, lat) : this.boxes.search(lng, lat, lng, lat));
        if (lng === 180 || lng === -180) for (const box of this.boxes.search(-lng, lat, -lng, lat)) found.add(box);
        const items = new Set<number>();
        for (const box of found) if (this.testers[this.owners[box]](position)) items.add(this.owners[box]);
        return [...items].sort((a, b) => a - b).map((item) => this.ids[item]);
    }
}

function hasSoundRings({ type, coordinates }: Polygon | MultiPolygon): boolean {
    const rings = type === 'Polygon' ? coordinates : coordinates.flat();
    return rings.every((ring) => ring.length >= 3 && ring.every(([lng, lat]) => Number.isFinite(lng) && Number.isFinite(lat)));
}

function indexBoxes(bounds: readonly number[]): Flatbush | undefined {
    if (bounds.length === 0) return undefined;
    const index = new Flatbush(bounds.length / 4);
    for (let i = 0; i < bounds.length; i += 4) index.add(bounds[i], bounds[i + 1], bounds[i + 2], bounds[i + 3]);
    index.finish();
    return index;
}
