import { readFileSync } from 'node:fs';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import RBush from 'rbush';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Bbox } from '../../src/geo/index.js';
import { BoxIndex, PointIndex, PolygonIndex } from '../../src/spatial/index.js';
import { makePoints, type PointKind } from './points.js';

/** One side of a comparison: prepares what is not timed and returns what is. The number it gives is the same for both sides. */
type Side = (data: string | undefined, count: number) => () => number;

/** Work that is timed, beside a peer that does the same. */
export interface Task {
    readonly name: string;
    readonly what: string;
    readonly peer: string;
    /** The ratio of times that is asked for at least, and the one that is aimed at. */
    readonly must: number;
    readonly aim: number;
    readonly count: number;
    readonly ours: Side;
    readonly theirs: Side;
}

const QUERIES = 100_000;
const NEIGHBOURS = 10;
const ONE_DEGREE: Bbox = [0, 0, 1, 1];

const build = (kind: PointKind): Pick<Task, 'ours' | 'theirs'> => ({
    ours: (data, count) => {
        const points = makePoints(kind, count, data);
        return () => new PointIndex(points).size;
    },
    theirs: (data, count) => {
        const points = makePoints(kind, count, data);
        return () => buildKdbush(points).numItems;
    },
});

/** With what searches by distance need besides, which an index puts off until the first of them. */
const buildReady: Pick<Task, 'ours' | 'theirs'> = {
    ours: (data, count) => {
        const points = makePoints('cities', count, data);
        return () => {
            const index = new PointIndex(points);
            return index.nearest([0, 0]).length * index.size;
        };
    },
    theirs: build('cities').theirs,
};

function buildKdbush(points: Float64Array): KDBush {
    const tree = new KDBush(points.length / 2);
    for (let i = 0; i < points.length; i += 2) tree.add(points[i], points[i + 1]);
    return tree.finish();
}

/** Every tenth point asks, in no spatial order. */
const nearest = (kind: PointKind): Pick<Task, 'ours' | 'theirs'> => ({
    ours: (data, count) => {
        const points = makePoints(kind, count, data);
        const index = new PointIndex(points);
        return () => {
            let sum = 0;
            for (let q = 0; q < QUERIES; q++) {
                const i = 2 * ((q * 7919) % count);
                const found = index.nearest([points[i], points[i + 1]], { count: NEIGHBOURS });
                sum += found[NEIGHBOURS - 1] % 1000;
            }
            return sum;
        };
    },
    theirs: (data, count) => {
        const points = makePoints(kind, count, data);
        const tree = buildKdbush(points);
        return () => {
            let sum = 0;
            for (let q = 0; q < QUERIES; q++) {
                const i = 2 * ((q * 7919) % count);
                const found = around(tree, points[i], points[i + 1], NEIGHBOURS);
                sum += found[NEIGHBOURS - 1] % 1000;
            }
            return sum;
        };
    },
});

const KILOMETRES = 20;

const within: Pick<Task, 'ours' | 'theirs'> = {
    ours: (data, count) => {
        const points = makePoints('cities', count, data);
        const index = new PointIndex(points);
        return () => {
            let sum = 0;
            for (let q = 0; q < QUERIES / 10; q++) {
                const i = 2 * ((q * 7919) % count);
                // geokdbush's Earth has a radius of 6,371 km.
                sum += index.within([points[i], points[i + 1]], ((KILOMETRES * 1000) / 6371) * 6371.0088).length;
            }
            return sum;
        };
    },
    theirs: (data, count) => {
        const points = makePoints('cities', count, data);
        const tree = buildKdbush(points);
        return () => {
            let sum = 0;
            for (let q = 0; q < QUERIES / 10; q++) {
                const i = 2 * ((q * 7919) % count);
                sum += around(tree, points[i], points[i + 1], Number.POSITIVE_INFINITY, KILOMETRES).length;
            }
            return sum;
        };
    },
};

const neighbourLists: Pick<Task, 'ours' | 'theirs'> = {
    ours: (data, count) => {
        const points = makePoints('cities', count, data);
        return () => {
            const { indices } = new PointIndex(points).nearestAll(NEIGHBOURS);
            let sum = 0;
            for (let i = 0; i < count; i++) sum += indices[(i + 1) * NEIGHBOURS - 1] % 1000;
            return sum;
        };
    },
    theirs: (data, count) => {
        const points = makePoints('cities', count, data);
        return () => {
            const tree = buildKdbush(points);
            let sum = 0;
            for (let i = 0; i < count; i++) {
                // One more, for a point is its own neighbour there.
                const found = around(tree, points[2 * i], points[2 * i + 1], NEIGHBOURS + 1);
                sum += found[NEIGHBOURS] % 1000;
            }
            return sum;
        };
    },
};

/** A hundred thousand boxes, and as many questions of a few answers each. */
function makeBoxes(size: number): Bbox[] {
    const points = makePoints('towns', 100_000, undefined);
    return Array.from({ length: points.length / 2 }, (_, i): Bbox => {
        const [x, y] = [Math.min(178, points[2 * i]), Math.min(88, points[2 * i + 1])];
        return [x, y, x + size, y + size];
    });
}

const loadBoxes: Pick<Task, 'ours' | 'theirs'> = {
    ours: () => {
        const boxes = makeBoxes(0.02).map((box, i): [string, Bbox] => [String(i), box]);
        return () => {
            const index = new BoxIndex();
            index.insertAll(boxes);
            return index.search(ONE_DEGREE).length + index.size;
        };
    },
    theirs: () => {
        const boxes = makeBoxes(0.02).map((box, i): [string, Bbox] => [String(i), box]);
        return () => searchRbush(loadRbush(boxes), ONE_DEGREE) + boxes.length;
    },
};

const insertBoxes: Pick<Task, 'ours' | 'theirs'> = {
    ours: () => {
        const boxes = makeBoxes(0.02).map((box, i): [string, Bbox] => [String(i), box]);
        return () => {
            const index = new BoxIndex();
            for (const [id, box] of boxes) index.insert(id, box);
            return index.search(ONE_DEGREE).length + index.size;
        };
    },
    theirs: () => {
        const boxes = makeBoxes(0.02).map((box, i): [string, Bbox] => [String(i), box]);
        return () => {
            const tree = new RBush<IdBox>();
            for (const [id, [minX, minY, maxX, maxY]] of boxes) tree.insert({ minX, minY, maxX, maxY, id });
            return searchRbush(tree, ONE_DEGREE) + boxes.length;
        };
    },
};

/** A box goes in, and a question follows: nothing can be put off. */
const insertAndSearch: Pick<Task, 'ours' | 'theirs'> = {
    ours: () => {
        const boxes = makeBoxes(0.02).map((box, i): [string, Bbox] => [String(i), box]);
        return () => {
            const index = new BoxIndex();
            return boxes.reduce((sum, [id, box]) => {
                index.insert(id, box);
                return sum + index.search(box).length;
            }, 0);
        };
    },
    theirs: () => {
        const boxes = makeBoxes(0.02).map((box, i): [string, Bbox] => [String(i), box]);
        return () => {
            const tree = new RBush<IdBox>();
            return boxes.reduce((sum, [id, box]) => {
                const [minX, minY, maxX, maxY] = box;
                tree.insert({ minX, minY, maxX, maxY, id });
                return sum + searchRbush(tree, box);
            }, 0);
        };
    },
};

const searchBoxes: Pick<Task, 'ours' | 'theirs'> = {
    ours: () => {
        const index = new BoxIndex();
        index.insertAll(makeBoxes(0.02).map((box, i): [string, Bbox] => [String(i), box]));
        const asked = makeBoxes(0.05);
        return () => asked.reduce((sum, box) => sum + index.search(box).length, 0);
    },
    theirs: () => {
        const tree = loadRbush(makeBoxes(0.02).map((box, i): [string, Bbox] => [String(i), box]));
        const asked = makeBoxes(0.05);
        return () => asked.reduce((sum, box) => sum + searchRbush(tree, box), 0);
    },
};

interface IdBox {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
    readonly id: string;
}

function loadRbush(boxes: readonly (readonly [string, Bbox])[]): RBush<IdBox> {
    return new RBush<IdBox>().load(boxes.map(([id, [minX, minY, maxX, maxY]]) => ({ minX, minY, maxX, maxY, id })));
}

function searchRbush(tree: RBush<IdBox>, [minX, minY, maxX, maxY]: Bbox): number {
    return tree.search({ minX, minY, maxX, maxY }).map(({ id }) => id).length;
}

type County = Feature<Polygon | MultiPolygon>;

function readCounties(): County[] {
    const atlas = JSON.parse(readFileSync('node_modules/us-atlas/counties-10m.json', 'utf8')) as Topology<{
        counties: GeometryCollection;
    }>;
    return (feature(atlas, atlas.objects.counties) as FeatureCollection<Polygon | MultiPolygon>).features;
}

const joinCounties: Pick<Task, 'ours' | 'theirs'> = {
    ours: (data, count) => {
        const points = makePoints('zips', count, data);
        const items = readCounties().map(({ id, geometry }) => ({ id: String(id), geometry }));
        return () => countJoined(new PolygonIndex(items).join(points));
    },
    theirs: (data, count) => {
        const points = makePoints('zips', count, data);
        const counties = readCounties();
        return () => {
            const tree = new RBush<{ minX: number; minY: number; maxX: number; maxY: number; place: number }>();
            tree.load(counties.map((county, place) => ({ ...boxOf(county), place })));
            const joined = new Int32Array(count);
            for (let i = 0; i < count; i++) {
                const x = points[2 * i];
                const y = points[2 * i + 1];
                let first = -1;
                for (const { place } of tree.search({ minX: x, minY: y, maxX: x, maxY: y })) {
                    if ((first < 0 || place < first) && booleanPointInPolygon([x, y], counties[place])) first = place;
                }
                joined[i] = first;
            }
            return countJoined(joined);
        };
    },
};

/** The join alone, once the polygons are known: what every further batch costs. */
const joinAgain: Pick<Task, 'ours' | 'theirs'> = {
    ours: (data, count) => {
        const points = makePoints('zips', count, data);
        const index = new PolygonIndex(readCounties().map(({ id, geometry }) => ({ id: String(id), geometry })));
        index.join(points.subarray(0, 2));
        return () => countJoined(index.join(points));
    },
    theirs: joinCounties.theirs,
};

function countJoined(joined: Int32Array): number {
    let sum = 0;
    for (let i = 0; i < joined.length; i++) sum += (joined[i] + 1) % 1000;
    return sum;
}

function boxOf({ geometry }: County): { minX: number; minY: number; maxX: number; maxY: number } {
    const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
    for (const rings of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) {
        for (const [x, y] of rings[0]) {
            box.minX = Math.min(box.minX, x);
            box.minY = Math.min(box.minY, y);
            box.maxX = Math.max(box.maxX, x);
            box.maxY = Math.max(box.maxY, y);
        }
    }
    return box;
}

const MILLION = 1_000_000;
const toBuild = { peer: 'kdbush', must: 1.1, aim: 1, count: MILLION };
const toAsk = { peer: 'geokdbush', must: 1.1, aim: 0.7, count: MILLION };
const overRbush = { peer: 'rbush', must: 1.1, aim: 1, count: 100_000 };
const toJoin = { peer: 'rbush + @turf/boolean-point-in-polygon', must: 1 / 10, aim: 1 / 30, count: MILLION };

/** All that is compared, by name. */
export const TASKS: readonly Task[] = [
    { name: 'build-cities', what: 'index of 1M points around the cities of the world', ...toBuild, ...build('cities') },
    { name: 'build-towns', what: 'index of 1M points in 2,000 generated towns', ...toBuild, ...build('towns') },
    { name: 'build-uniform', what: 'index of 1M points all over the sphere', ...toBuild, ...build('uniform') },
    { name: 'build-ready', what: 'the same around the cities, with its first search by distance', ...toBuild, ...buildReady },
    { name: 'nearest-cities', what: '100k times the 10 nearest of 1M, cities', ...toAsk, ...nearest('cities') },
    { name: 'nearest-towns', what: '100k times the 10 nearest of 1M, towns', ...toAsk, ...nearest('towns') },
    { name: 'nearest-uniform', what: '100k times the 10 nearest of 1M, all over', ...toAsk, ...nearest('uniform') },
    { name: 'within', what: '10k times all of 1M within 20 km, cities', ...toAsk, ...within },
    { name: 'lists', what: 'the 10 nearest others of each of 100k points', ...toAsk, count: 100_000, ...neighbourLists },
    { name: 'boxes-load', what: 'index of 100k boxes, each known by its id too', ...overRbush, ...loadBoxes },
    { name: 'boxes-insert', what: 'the same boxes one by one', ...overRbush, ...insertBoxes },
    { name: 'boxes-mixed', what: 'the same, with a search after each', ...overRbush, ...insertAndSearch },
    { name: 'boxes-search', what: '100k searches among 100k boxes', ...overRbush, ...searchBoxes },
    { name: 'join', what: '1M points to 3,231 US counties, polygons prepared again', ...toJoin, ...joinCounties },
    { name: 'join-again', what: '1M points to the same counties, polygons known', ...toJoin, ...joinAgain },
];
