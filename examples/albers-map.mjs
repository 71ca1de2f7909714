// Longitudes and latitudes of the contiguous United States to places on a page.

const RADIANS = Math.PI / 180;
const WIDTH = 960;
const MARGIN = 4;
const PARALLELS = [29.5, 45.5];
const MERIDIAN = -96;

/**
 * Albers' equal-area conic with the parallels that maps of the contiguous states have (Snyder 1987, doi:10.3133/pp1395, page 100, on a
 * sphere), scaled so that the geometries fill a page.
 *
 * @returns position -> [x, y], with the `width` and `height` of the page
 */
export function albersMap(geometries) {
    const [south, north] = PARALLELS.map((latitude) => latitude * RADIANS);
    const n = (Math.sin(south) + Math.sin(north)) / 2;
    const c = Math.cos(south) ** 2 + 2 * n * Math.sin(south);
    const conic = ([longitude, latitude]) => {
        const radius = Math.sqrt(c - 2 * n * Math.sin(latitude * RADIANS)) / n;
        const angle = n * (longitude - MERIDIAN) * RADIANS;
        return [radius * Math.sin(angle), radius * Math.cos(angle)];
    };
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of geometries.flatMap(linesOf).flat().map(conic)) {
        [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    }
    const scale = (WIDTH - 2 * MARGIN) / (right - left);
    const onPage = (value) => Number((MARGIN + value * scale).toFixed(1));
    const project = (position) => {
        const [x, y] = conic(position);
        return [onPage(x - left), onPage(y - top)];
    };
    return Object.assign(project, { width: WIDTH, height: Math.ceil(onPage(bottom - top) + MARGIN) });
}

/** A geometry as the `d` of an SVG path; points that fall together on the page are one. */
export function lines(geometry, project) {
    return linesOf(geometry)
        .map((line) => line.map((position) => project(position).join()))
        .map((points) => `M${points.filter((point, index) => point !== points[index - 1]).join('L')}`)
        .join('');
}

function linesOf({ type, coordinates }) {
    return type === 'MultiPolygon' ? coordinates.flat() : coordinates;
}
