import type { Position } from '../../geo/index.js';

/** The block of a matrix that one request asks for. */
export interface MatrixBlock {
    readonly sources: readonly Position[];
    readonly targets: readonly Position[];
    /** Whether sources and targets are the same places. */
    readonly isSquare: boolean;
}

/** A request, ready for `fetch`. */
export interface EngineRequest {
    readonly url: string;
    readonly method: 'GET' | 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
}

/** What an engine answers; cells are checked by the caller. */
export interface BlockAnswer {
    /** Seconds, `null` if there is no way. */
    readonly durations: unknown;
    /** In units of `metresPerUnit`. */
    readonly distances: unknown;
    readonly metresPerUnit: number;
    /** Metres that each source and target was moved to a road; left out if the engine does not say. */
    readonly sourceSnaps?: unknown;
    readonly targetSnaps?: unknown;
}

/**
 * Why an engine refuses a block: `too-big` and `unroutable` (a place or pair that it has no way for fails the whole block) are met by asking
 * for less at a time.
 */
export type RefusalKind = 'too-big' | 'unroutable' | 'other';

/** A refusal in the engine's own words. */
export interface Refusal {
    readonly kind: RefusalKind;
    readonly message: string;
}

/** How to speak to one kind of routing server. */
export interface Engine {
    readonly defaultProfile: string;
    request(base: string, profile: string, key: string | undefined, block: MatrixBlock): EngineRequest;
    answer(json: Readonly<Record<string, unknown>>, block: MatrixBlock): BlockAnswer;
    refusal(status: number, json: Readonly<Record<string, unknown>>): Refusal;
}

/** The headers of a JSON request. */
export const JSON_HEADERS: Readonly<Record<string, string>> = {
    'content-type': 'application/json',
    accept: 'application/json',
};

/** The object under a key, empty if there is none. */
export function objectAt(json: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
    const value = json[key];
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The text under the first key that has one. */
export function textAt(json: Readonly<Record<string, unknown>>, ...keys: readonly string[]): string {
    for (const key of keys) if (typeof json[key] === 'string') return json[key] as string;
    return 'no message';
}

/** The number under a key of each item of a list; `undefined` if it is no such list. */
export function numbersAt(list: unknown, key: string): unknown {
    return Array.isArray(list) ? list.map((item: unknown) => (item as Record<string, unknown> | null)?.[key]) : undefined;
}
