import { planeArea, type SimpleRing } from './assemble-rings.js';
import type { HalfPlane } from './half-plane.js';
import type { Position } from './position.js';
import { unprojectPositions } from './projection.js';
import type { SharedCorner } from './shared-corners.js';

// Metres. A border between two cells is straight in the plane and bends in longitude and latitude: by about 50 m over this length.
const LONGEST_STEP = 50_000;
// Metres. Twice the Earth's diameter or so: what relates the square of a border's length to its bend.
const BEND_RADIUS = 2e7;
// Square metres. Smaller rings are what rounding leaves where a corner touches the clip's border.
const LEAST_AREA = 1e-2;

/**
 * Collects the corners of one ring of a cell: leaves out repeated ones, and puts places into long borders between cells, the same from
 * both sides.
 */
export class Outline {
    private readonly corners: SharedCorner[] = [];
    /** The border that begins at each corner, where it is one between cells. */
    private readonly borders: (HalfPlane | undefined)[] = [];
    private readonly center: Position;

    constructor(center: Position) {
        this.center = center;
    }

    add(corner: SharedCorner, border: HalfPlane | undefined): void {
        const last = this.corners.length - 1;
        if (last >= 0 && isSamePlace(this.corners[last], corner)) {
            this.borders[last] = border;
            return;
        }
        this.corners.push(corner);
        this.borders.push(border);
    }

    /** The ring, or none if nothing but a sliver is left. */
    finish(): SimpleRing[] {
        const { corners } = this;
        while (corners.length > 1 && isSamePlace(corners[0], corners[corners.length - 1])) corners.pop();
        if (corners.length < 3) return [];
        const plane = new Float64Array(2 * corners.length + 2);
        for (let i = 0; i <= corners.length; i++) {
            const { x, y } = corners[i % corners.length];
            plane[2 * i] = x;
            plane[2 * i + 1] = y;
        }
        const area = planeArea(plane);
        if (Math.abs(area) < LEAST_AREA) return [];
        const positions: Position[] = [];
        for (let i = 0; i < corners.length; i++) {
            positions.push(corners[i].position);
            const border = this.borders[i];
            if (border !== undefined) positions.push(...this.between(corners[i], corners[(i + 1) % corners.length], border));
        }
        return [{ corners: positions, plane, area }];
    }

    private between(from: SharedCorner, to: SharedCorner, border: HalfPlane): Position[] {
        const isForward = from.x < to.x || (from.x === to.x && from.y < to.y);
        const [a, b] = isForward ? [from, to] : [to, from];
        const dx = b.x - a.x;
        const dy = b.y - a.y;
        const length = Math.sqrt(dx * dx + dy * dy);
        const step = Math.min(length, LONGEST_STEP);
        const reach = Math.sqrt(border.normalX * border.normalX + border.normalY * border.normalY);
        const points: number[] = [];
        // Two sites that are close to a border that bends: it is pinned between them, so that each stays in its own cell.
        const middle = ((border.x - a.x) * dx + (border.y - a.y) * dy) / (length * length);
        const isPinned = step * step > BEND_RADIUS * 0.1 * reach && middle > 0 && middle < 1;
        if (isPinned) {
            pushSteps(points, a.x, a.y, border.x, border.y);
            points.push(border.x, border.y);
            pushSteps(points, border.x, border.y, b.x, b.y);
        } else pushSteps(points, a.x, a.y, b.x, b.y);
        const positions = unprojectPositions(points, this.center);
        return isForward ? positions : positions.reverse();
    }
}

/** Divides a way into equal steps of allowed length: the places between its ends. */
function pushSteps(points: number[], x1: number, y1: number, x2: number, y2: number): void {
    const dx = x2 - x1;
    const dy = y2 - y1;
    const steps = Math.ceil(Math.sqrt(dx * dx + dy * dy) / LONGEST_STEP);
    for (let k = 1; k < steps; k++) points.push(x1 + (k / steps) * dx, y1 + (k / steps) * dy);
}

function isSamePlace(a: SharedCorner, b: SharedCorner): boolean {
    return a === b || (a.position[0] === b.position[0] && a.position[1] === b.position[1]);
}
