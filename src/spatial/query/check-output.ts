import { assertArguments, type Schema, satisfying } from '../../core/index.js';

const indicesSchema: Schema = satisfying(canTakeIndices, 'cannot take indices', 'an Int32Array');
const distancesSchema: Schema = satisfying(canTakeDistances, 'cannot take distances', 'a Float64Array');
const idsSchema: Schema = satisfying(canTakeIds, 'cannot take ids', 'a list that may grow');

/** What an option `distances` has to be. */
export const distanceOutput: Schema = distancesSchema;

/** Throws `invalid-input` unless indices can be written into a list of the caller's. */
export function assertIndexOutput(out: unknown, name = 'out'): void {
    if (!(out instanceof Int32Array)) assertArguments('the call', { [name]: indicesSchema }, { [name]: out });
}

/** Throws `invalid-input` unless distances can be written into a list of the caller's. */
export function assertDistanceOutput(distances: unknown): void {
    if (!(distances instanceof Float64Array)) assertArguments('the call', { distances: distancesSchema }, { distances });
}

/** Throws `invalid-input` unless ids can be written into a list of the caller's. */
export function assertIdOutput(out: unknown): void {
    if (!canTakeIds(out)) assertArguments('the call', { out: idsSchema }, { out });
}

// Shorter integers would cut indices off.
function canTakeIndices(value: unknown): boolean {
    return value instanceof Int32Array || value instanceof Uint32Array || value instanceof Float64Array || canTakeIds(value);
}

function canTakeDistances(value: unknown): boolean {
    return value instanceof Float64Array || value instanceof Float32Array || canTakeIds(value);
}

function canTakeIds(value: unknown): boolean {
    return Array.isArray(value) && Object.isExtensible(value);
}
