import { type Bbox, splitBbox } from '../../geo/index.js';

/** Plain boxes that cover a box, under all coordinates that the antimeridian and the poles have. They may overlap. */
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
