/** One shape of a map in the coordinates of its picture. */
interface MapShape {
    readonly kind: 'area' | 'line' | 'point';
    /** Path data of areas and lines. */
    readonly path: string;
    readonly x: number;
    readonly y: number;
    readonly color: string;
    readonly label: string;
}

/** A map that an SVG element can show. */
export interface DrawnMap {
    readonly width: number;
    readonly height: number;
    readonly shapes: readonly MapShape[];
}

const WIDTH = 640;
const MARGIN = 16;
const MOST_HEIGHT = 480;
const LEAST_SPAN = 1e-6;
// Colours for features that name none.
const COLORS = ['#4269d0', '#d9730d', '#3a9a5b', '#b5508f', '#8a6d3b', '#2a8fa0', '#7a5bc0', '#c0504d'];
const ORDER = { area: 0, line: 1, point: 2 };

type Position = readonly number[];
type Project = (position: Position) => readonly [number, number];

/** Places the features of a collection on a picture: areas at the bottom, points on top. */
export function drawMap({ features }: GeoJSON.FeatureCollection): DrawnMap {
    const positions = features.flatMap(({ geometry }) => (geometry === null ? [] : positionsOf(geometry)));
    if (positions.length === 0) return { width: WIDTH, height: 2 * MARGIN, shapes: [] };
    const [west, east] = rangeOf(positions.map(([lng]) => lng));
    const [south, north] = rangeOf(positions.map(([, lat]) => lat));
    // Equirectangular, true at the middle latitude: right enough for a region.
    const squeeze = Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180));
    const spanX = Math.max(LEAST_SPAN, (east - west) * squeeze);
    const spanY = Math.max(LEAST_SPAN, north - south);
    const scale = Math.min((WIDTH - 2 * MARGIN) / spanX, (MOST_HEIGHT - 2 * MARGIN) / spanY);
    const left = (WIDTH - spanX * scale) / 2;
    const project: Project = ([lng, lat]) => [
        round(left + (lng - west) * squeeze * scale),
        round(MARGIN + (north - lat) * scale),
    ];
    const shapes = features.flatMap((feature, i) => shapesOf(feature, i, project));
    shapes.sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
    return { width: WIDTH, height: Math.ceil(spanY * scale + 2 * MARGIN), shapes };
}

function shapesOf(feature: GeoJSON.Feature, index: number, project: Project): MapShape[] {
    const { geometry, properties } = feature;
    if (geometry === null) return [];
    const named = properties?.['fill'] ?? properties?.['stroke'] ?? properties?.['marker-color'];
    const cluster = properties?.['cluster'];
    const place = typeof cluster === 'number' ? cluster : index;
    const color = typeof named === 'string' ? named : COLORS[((place % COLORS.length) + COLORS.length) % COLORS.length];
    const about = { color, label: labelOf(feature) };
    const line = (positions: readonly Position[]): string =>
        `M${positions.map((position) => project(position).join(' ')).join('L')}`;
    const rings = (polygon: readonly (readonly Position[])[]): string => polygon.map((ring) => `${line(ring)}Z`).join('');
    const area = (path: string): MapShape => ({ kind: 'area', path, x: 0, y: 0, ...about });
    const point = (position: Position): MapShape => {
        const [x, y] = project(position);
        return { kind: 'point', path: '', x, y, ...about };
    };
    switch (geometry.type) {
        case 'Point':
            return [point(geometry.coordinates)];
        case 'MultiPoint':
            return geometry.coordinates.map(point);
        case 'LineString':
            return [{ kind: 'line', path: line(geometry.coordinates), x: 0, y: 0, ...about }];
        case 'MultiLineString':
            return [{ kind: 'line', path: geometry.coordinates.map(line).join(''), x: 0, y: 0, ...about }];
        case 'Polygon':
            return [area(rings(geometry.coordinates))];
        case 'MultiPolygon':
            return [area(geometry.coordinates.map(rings).join(''))];
        default:
            return geometry.geometries.flatMap((part) => shapesOf({ ...feature, geometry: part }, index, project));
    }
}

function labelOf({ id, properties }: GeoJSON.Feature): string {
    const known = Object.entries(properties ?? {}).filter(([, value]) => typeof value !== 'object');
    return [...(id === undefined ? [] : [String(id)]), ...known.slice(0, 8).map(([key, value]) => `${key}: ${value}`)].join('\n');
}

function positionsOf(geometry: GeoJSON.Geometry): Position[] {
    if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf);
    const nested = geometry.coordinates as readonly unknown[];
    if (geometry.type === 'Point') return [nested as Position];
    const depth =
        geometry.type === 'Polygon' || geometry.type === 'MultiLineString' ? 1 : geometry.type === 'MultiPolygon' ? 2 : 0;
    return nested.flat(depth) as Position[];
}

function rangeOf(values: readonly number[]): readonly [number, number] {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const value of values) {
        least = Math.min(least, value);
        most = Math.max(most, value);
    }
    return [least, most];
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
