import { type Bbox, splitBbox, wrapLongitude } from '../geo/index.js';

/**
 * Brings the longitudes of a box into -180 to 180 degrees, as a map's view may have to be: one that runs on past the antimeridian comes
 * back as one that crosses it, one as wide as the Earth as the whole of it.
 */
export function wrapBbox(bbox: Bbox): Bbox {
    const [west, south, east, north] = bbox;
    if (west >= -180 && east <= 180 && west <= 180 && east >= -180) return bbox;
    if (east - west >= 360) return [-180, south, 180, north];
    return [wrapLongitude(west), south, wrapLongitude(east), north];
}

/** Plain boxes that cover a box, under each name that the antimeridian and the poles go by. They may overlap. */
export function plainBoxes(bbox: Bbox): Bbox[] {
    const boxes = splitBbox(bbox);
    const [west, south, east, north] = bbox;
    if (west <= east) {
        if (east === 180) boxes.push([-180, south, -180, north]);
        if (west === -180) boxes.push([180, south, 180, north]);
    }
    if (north >= 90) boxes.push([-180, 90, 180, 90]);
    if (south <= -90) boxes.push([-180, -90, 180, -90]);
    return boxes;
}
