/** Where entry (row, column) stands in each list form of a matrix. */
type Walk = (size: number, place: (row: number, column: number) => void) => void;

function byRow(from: (row: number) => number, to: (row: number, size: number) => number): Walk {
    return (size, place) => {
        for (let row = 0; row < size; row++) for (let column = from(row); column < to(row, size); column++) place(row, column);
    };
}

const FULL = byRow(
    () => 0,
    (_, size) => size,
);
const UPPER = byRow(
    (row) => row + 1,
    (_, size) => size,
);
const UPPER_DIAGONAL = byRow(
    (row) => row,
    (_, size) => size,
);
const LOWER = byRow(
    () => 0,
    (row) => row,
);
const LOWER_DIAGONAL = byRow(
    () => 0,
    (row) => row + 1,
);

// A symmetric matrix read by columns is the other triangle read by rows.
const WALKS: Readonly<Record<string, Walk>> = {
    FULL_MATRIX: FULL,
    UPPER_ROW: UPPER,
    LOWER_COL: UPPER,
    UPPER_DIAG_ROW: UPPER_DIAGONAL,
    LOWER_DIAG_COL: UPPER_DIAGONAL,
    LOWER_ROW: LOWER,
    UPPER_COL: LOWER,
    LOWER_DIAG_ROW: LOWER_DIAGONAL,
    UPPER_DIAG_COL: LOWER_DIAGONAL,
};

/** Known values of EDGE_WEIGHT_FORMAT for explicit matrices. */
export const MATRIX_FORMATS: readonly string[] = Object.keys(WALKS);

/** How many numbers a matrix of `size` rows has in one of {@link MATRIX_FORMATS}. */
export function countWeights(format: string, size: number): number {
    if (format === 'FULL_MATRIX') return size * size;
    return (size * (format.includes('DIAG') ? size + 1 : size - 1)) / 2;
}

/** The full matrix, row by row, of weights in one of {@link MATRIX_FORMATS}; all but the full form are symmetric. */
export function expandWeights(weights: readonly number[], format: string, size: number): Float64Array {
    const matrix = new Float64Array(size * size);
    let next = 0;
    WALKS[format](size, (row, column) => {
        const weight = weights[next++];
        matrix[row * size + column] = weight;
        if (format !== 'FULL_MATRIX') matrix[column * size + row] = weight;
    });
    return matrix;
}

// biome-ignore lint/suspicious/noApproximativeNumericConstant: TSPLIB fixes these digits.
const TSPLIB_PI = 3.141592;
const TSPLIB_EARTH_RADIUS = 6378.388;

// Degrees and minutes as DDD.MM; the constants are TSPLIB's own, not better ones.
function toRadians(degreesMinutes: number): number {
    return (TSPLIB_PI * decimalDegrees(degreesMinutes)) / 180;
}

function geographic(latitude1: number, longitude1: number, latitude2: number, longitude2: number): number {
    const q1 = Math.cos(toRadians(longitude1) - toRadians(longitude2));
    const q2 = Math.cos(toRadians(latitude1) - toRadians(latitude2));
    const q3 = Math.cos(toRadians(latitude1) + toRadians(latitude2));
    return Math.trunc(TSPLIB_EARTH_RADIUS * Math.acos(Math.min(1, 0.5 * ((1 + q1) * q2 - (1 - q1) * q3))) + 1);
}

/** A TSPLIB coordinate `DDD.MM` in degrees. */
export function decimalDegrees(degreesMinutes: number): number {
    const degrees = Math.trunc(degreesMinutes);
    return degrees + (5 * (degreesMinutes - degrees)) / 3;
}

/** Distance of two nodes from their coordinates. */
export type NodeDistance = (x1: number, y1: number, x2: number, y2: number) => number;

/**
 * Distances that no travel model knows, by EDGE_WEIGHT_TYPE.
 *
 * @see Reinelt (1991), doi:10.1287/ijoc.3.4.376
 */
export const NODE_DISTANCES: Readonly<Record<string, NodeDistance>> = {
    GEO: geographic,
    ATT: (x1, y1, x2, y2) => Math.ceil(Math.sqrt(((x1 - x2) ** 2 + (y1 - y2) ** 2) / 10)),
    MAN_2D: (x1, y1, x2, y2) => Math.round(Math.abs(x1 - x2) + Math.abs(y1 - y2)),
    MAX_2D: (x1, y1, x2, y2) => Math.max(Math.round(Math.abs(x1 - x2)), Math.round(Math.abs(y1 - y2))),
};

/** The full, symmetric matrix of distances between coordinates. */
export function measureNodes(coordinates: readonly (readonly number[])[], measure: NodeDistance): Float64Array {
    const size = coordinates.length;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
        const [x1, y1] = coordinates[i];
        for (let j = i + 1; j < size; j++) {
            const distance = measure(x1, y1, coordinates[j][0], coordinates[j][1]);
            matrix[i * size + j] = distance;
            matrix[j * size + i] = distance;
        }
    }
    return matrix;
}
