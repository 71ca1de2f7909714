import { BeatplanError, throwIfAborted } from '../../core/index.js';
import type { EngineRequest } from './engine.js';

/** How requests are sent. */
export interface Transport {
    readonly fetch: typeof fetch;
    readonly headers: Readonly<Record<string, string>>;
    /** Further attempts after one that failed. */
    readonly retries: number;
    /** Seconds until an attempt is given up. */
    readonly timeout: number;
    readonly signal: AbortSignal | undefined;
}

/** An answer in JSON, whatever its status below 500. */
export interface ServerAnswer {
    readonly status: number;
    readonly json: Readonly<Record<string, unknown>>;
}

const FIRST_PAUSE = 0.5;
const LONGEST_PAUSE = 60;

/**
 * Sends a request until there is an answer. Tries again after network faults, timeouts, status 429 and 500 or more, with pauses that double
 * and vary, or as long as the server asks for.
 *
 * @throws {@link BeatplanError} (rejects) with code `server-unreachable`, `malformed-answer` or `cancelled`
 */
export async function askServer(request: EngineRequest, transport: Transport): Promise<ServerAnswer> {
    for (let attempt = 0; ; attempt++) {
        throwIfAborted(transport.signal);
        const outcome = await attemptOnce(request, transport);
        if ('json' in outcome) return outcome;
        if (attempt >= transport.retries) throw unreachable(request, outcome, attempt + 1);
        await pause(outcome.retryAfter ?? FIRST_PAUSE * 2 ** attempt * (0.5 + Math.random()), transport.signal);
    }
}

interface Failure {
    readonly message: string;
    readonly retryAfter?: number;
}

async function attemptOnce(request: EngineRequest, transport: Transport): Promise<ServerAnswer | Failure> {
    const { url, method, body } = request;
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const timer = setTimeout(abort, transport.timeout * 1000);
    transport.signal?.addEventListener('abort', abort);
    try {
        const response = await transport.fetch(url, {
            method,
            headers: { ...request.headers, ...transport.headers },
            signal: controller.signal,
            ...(body === undefined ? {} : { body }),
        });
        const text = await response.text();
        if (response.status === 429 || response.status >= 500) {
            return { message: `status ${response.status}`, ...retryAfter(response.headers.get('retry-after')) };
        }
        return { status: response.status, json: parse(text, request, response.status) };
    } catch (error) {
        if (error instanceof BeatplanError) throw error;
        throwIfAborted(transport.signal);
        return { message: controller.signal.aborted ? `no answer within ${transport.timeout} s` : reasonOf(error) };
    } finally {
        clearTimeout(timer);
        transport.signal?.removeEventListener('abort', abort);
    }
}

function parse(text: string, request: EngineRequest, status: number): Readonly<Record<string, unknown>> {
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        json = undefined;
    }
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
    throw malformedAnswer(request, 'is not a JSON object', { status, text: text.slice(0, 200) });
}

/** The error for an answer that is no matrix. */
export function malformedAnswer(request: EngineRequest, message: string, received: unknown): BeatplanError {
    return new BeatplanError('malformed-answer', 'the travel server answered something else than a matrix', [
        {
            code: 'malformed-answer',
            path: ['options', 'url'],
            message,
            received,
            expected: `a matrix from ${withoutSecrets(request.url)}`,
            hint: 'check that url and engine belong together, and that no proxy or login page answers instead',
        },
    ]);
}

function unreachable(request: EngineRequest, { message }: Failure, attempts: number): BeatplanError {
    return new BeatplanError('server-unreachable', 'the travel server cannot be reached', [
        {
            code: 'server-unreachable',
            path: ['options', 'url'],
            message: `${message}, after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
            received: withoutSecrets(request.url),
            hint: 'check that the server runs at this address',
        },
    ]);
}

const LONGEST_PATH = 30;

/** An address without its query, which may hold a key, and without the places in its path. */
export function withoutSecrets(url: string): string {
    const { origin, pathname } = new URL(url);
    return `${origin}${pathname.length > LONGEST_PATH ? `${pathname.slice(0, LONGEST_PATH)}…` : pathname}`;
}

// fetch says "fetch failed" and hides the reason below.
function reasonOf(error: unknown): string {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const { code, message } = cause as { code?: unknown; message?: unknown };
    return typeof code === 'string' ? code : typeof message === 'string' && message !== '' ? message : 'the request failed';
}

function retryAfter(header: string | null): { readonly retryAfter?: number } {
    const seconds = Number(header);
    return header !== null && Number.isFinite(seconds) && seconds >= 0 ? { retryAfter: Math.min(seconds, LONGEST_PAUSE) } : {};
}

async function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve) => {
        const finish = (): void => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', finish);
            resolve();
        };
        const timer = setTimeout(finish, Math.min(seconds, LONGEST_PAUSE) * 1000);
        signal?.addEventListener('abort', finish);
    });
    throwIfAborted(signal);
}
