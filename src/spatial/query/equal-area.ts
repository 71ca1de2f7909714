import { EARTH_RADIUS, type Position, wrapLongitude } from '../../geo/index.js';

const RADIANS: number = Math.PI / 180;

/**
 * The plane around a centre in which areas are true, in metres: Lambert's azimuthal equal-area projection. Shapes are true near the centre
 * and flatten away from it, by 1.2 % at 1,000 km and 5 % at 2,000 km; the antipode, which would be a circle, falls on its north.
 *
 * @see Snyder 1987, "Map projections: a working manual", USGS Professional Paper 1395, p. 182, doi:10.3133/pp1395
 */
export class EqualAreaPlane {
    /** x (east) and y (north) of the place projected last. */
    x = 0;
    y = 0;
    private readonly lng: number;
    private readonly sin: number;
    private readonly cos: number;

    constructor([lng, lat]: Position) {
        this.lng = lng;
        this.sin = Math.sin(lat * RADIANS);
        this.cos = Math.cos(lat * RADIANS);
    }

    /** Writes a place's point to `x` and `y`. */
    project(lng: number, lat: number): void {
        const turn = (lng - this.lng) * RADIANS;
        const sin = Math.sin(lat * RADIANS);
        const cos = Math.cos(lat * RADIANS);
        const east = cos * Math.sin(turn);
        const north = this.cos * sin - this.sin * cos * Math.cos(turn);
        const up = this.sin * sin + this.cos * cos * Math.cos(turn);
        const sine = Math.sqrt(east * east + north * north);
        const radius = 2 * EARTH_RADIUS * Math.sin(Math.atan2(sine, up) / 2);
        this.x = sine === 0 ? 0 : (radius * east) / sine;
        this.y = sine === 0 ? radius : (radius * north) / sine;
    }

    /** The place of a point; points beyond the plane, which is a disc, come back to its rim. */
    unproject(x: number, y: number): Position {
        const radius = Math.sqrt(x * x + y * y);
        if (radius === 0) return [this.lng, Math.atan2(this.sin, this.cos) / RADIANS];
        const angle = 2 * Math.asin(Math.min(1, radius / (2 * EARTH_RADIUS)));
        const east = (Math.sin(angle) * x) / radius;
        const north = (Math.sin(angle) * y) / radius;
        const up = Math.cos(angle);
        const level = up * this.cos - north * this.sin;
        const lat = Math.atan2(up * this.sin + north * this.cos, Math.sqrt(level * level + east * east)) / RADIANS;
        return [wrapLongitude(this.lng + Math.atan2(east, level) / RADIANS), lat];
    }
}
