import { assertArguments, coordinates, finite, list, numberList, type Schema, satisfying } from '../core/index.js';

// Most of these are asked in loops: what is sound passes a plain test, and only what is not meets a schema, which finds the words.

const positionSchema: Schema = coordinates();
const positionsSchema: Schema = list(positionSchema);
const boxSchema: Schema = satisfying(isBox, 'is not a box', '[west, south, east, north]');
const numberSchema: Schema = finite();

/** The farthest coordinate of a plane: sums of the squares of larger distances, times weights, would overflow. */
export const FARTHEST_PLANAR = 1e100;

const pairsSchema: Schema = numberList({ min: -FARTHEST_PLANAR, max: FARTHEST_PLANAR });

/** Throws `invalid-input` unless a value is a position. */
export function assertPosition(position: unknown, name = 'position'): void {
    if (!isPosition(position)) assertArguments('the call', { [name]: positionSchema }, { [name]: position });
}

/** As {@link assertPosition}, for questions that NaN has an answer to: it lies nowhere. */
export function assertPlace(position: unknown): void {
    const isPair = Array.isArray(position) && typeof position[0] === 'number' && typeof position[1] === 'number';
    if (!isPair) assertPosition(position);
}

/** Throws `invalid-input` unless a value is a list of positions. */
export function assertPositions(positions: unknown): void {
    assertArguments('the call', { positions: positionsSchema }, { positions });
}

/** Throws `invalid-input` unless a value is a box of four finite numbers. */
export function assertBox(bbox: unknown): void {
    if (!isBox(bbox)) assertArguments('the call', { bbox: boxSchema }, { bbox });
}

/** Throws `invalid-input` unless a value is a finite number. */
export function assertNumber(value: unknown, name: string): void {
    if (!Number.isFinite(value)) assertArguments('the call', { [name]: numberSchema }, { [name]: value });
}

/** Throws `invalid-input` unless a value is a list of coordinates in a plane, two for each place. */
export function assertPairs(points: unknown): void {
    assertArguments('the call', { points: pairsSchema }, { points });
    if ((points as ArrayLike<number>).length % 2 !== 0) assertArguments('the call', { points: EVEN }, { points });
}

const EVEN: Schema = satisfying(() => false, 'do not hold two numbers a place', 'an even length');

function isPosition(value: unknown): boolean {
    return Array.isArray(value) && value.length >= 2 && Number.isFinite(value[0]) && Number.isFinite(value[1]);
}

function isBox(value: unknown): boolean {
    return (
        Array.isArray(value) &&
        value.length === 4 &&
        Number.isFinite(value[0]) &&
        Number.isFinite(value[1]) &&
        Number.isFinite(value[2]) &&
        Number.isFinite(value[3])
    );
}
