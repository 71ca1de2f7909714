import type { PreparedPolygon } from '../../geo/index.js';
import type { IdList } from '../query/id-list.js';
import type { PointTree } from './point-tree.js';

// Three numbers a node, two nodes a level, no more than 32 levels.
const STACK: Int32Array = new Int32Array(256);

/**
 * Adds the ids of all points in a plain box, borders included, in no particular order; with a polygon only of those in it. kdbush's own
 * search, but for the list that it would allocate.
 */
export function searchBox(
    { ids, coordinates, nodeSize, size }: PointTree,
    minX: number,
    minY: number,
    maxX: number,
    maxY: number,
    polygon: PreparedPolygon | undefined,
    found: IdList,
): void {
    let depth = 0;
    STACK[depth++] = 0;
    STACK[depth++] = size - 1;
    STACK[depth++] = 0;
    while (depth > 0) {
        const axis = STACK[--depth];
        const right = STACK[--depth];
        const left = STACK[--depth];
        const isLeaf = right - left <= nodeSize;
        const middle = (left + right) >> 1;
        const last = isLeaf ? right : middle;
        for (let i = isLeaf ? left : middle; i <= last; i++) {
            const x = coordinates[2 * i];
            const y = coordinates[2 * i + 1];
            if (x < minX || x > maxX || y < minY || y > maxY) continue;
            if (polygon === undefined || polygon.contains(x, y)) found.push(ids[i]);
        }
        if (isLeaf) continue;
        const split = coordinates[2 * middle + axis];
        if ((axis === 0 ? minX : minY) <= split) {
            STACK[depth++] = left;
            STACK[depth++] = middle - 1;
            STACK[depth++] = 1 - axis;
        }
        if ((axis === 0 ? maxX : maxY) >= split) {
            STACK[depth++] = middle + 1;
            STACK[depth++] = right;
            STACK[depth++] = 1 - axis;
        }
    }
}
