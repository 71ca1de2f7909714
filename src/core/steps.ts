import { clockSeconds, throwIfAborted } from './stop.js';

/**
 * Work in steps of at most a few milliseconds: yields after each, progress where there is something to report, and returns the result.
 * One such generator serves the sync and the async call, so that both give the same answer.
 */
export type Steps<T, P = never> = Generator<P | undefined, T, void>;

/** What watches over work in steps. */
export interface StepControl<P = never> {
    /** Ends the work with `cancelled` after the current step: for calls without a partial answer. */
    readonly signal?: AbortSignal | undefined;
    /** Called with each progress that a step yields. */
    readonly onProgress?: ((progress: P) => void) | undefined;
}

/**
 * Runs work in steps to its end without a pause.
 *
 * @throws BeatplanError `cancelled` when the signal is aborted, by `onProgress` for instance
 */
export function runSteps<T, P = never>(steps: Steps<T, P>, control: StepControl<P> = {}): T {
    for (;;) {
        const step = advance(steps, control);
        if (step.done === true) return step.value;
    }
}

/**
 * How long steps run until the event loop has its turn, in seconds: at first less, since a step of code that has not run before takes many
 * times as long as later, and may come last in a turn.
 */
const FIRST_TURN_SECONDS = 0.003;
const TURN_SECONDS = 0.012;
const TURN_GROWTH = 1.2;

/**
 * Runs work in steps to its end, and lets the event loop run after each 12 ms of it, at first more often. A signal aborted in between is seen there.
 *
 * @throws BeatplanError (rejects) `cancelled` when the signal is aborted
 */
export async function runStepsAsync<T, P = never>(steps: Steps<T, P>, control: StepControl<P> = {}): Promise<T> {
    let turn = FIRST_TURN_SECONDS;
    let until = clockSeconds() + turn;
    for (;;) {
        const step = advance(steps, control);
        if (step.done === true) return step.value;
        if (clockSeconds() < until) continue;
        await nextTurn();
        turn = Math.min(TURN_SECONDS, turn * TURN_GROWTH);
        until = clockSeconds() + turn;
    }
}

function advance<T, P>(steps: Steps<T, P>, { signal, onProgress }: StepControl<P>): IteratorResult<P | undefined, T> {
    const step = steps.next();
    if (step.done === true) return step;
    if (step.value !== undefined) onProgress?.(step.value);
    throwIfAborted(signal);
    return step;
}

/** Passes steps on with their progress as that of a larger whole. */
export function* mapProgress<T, P, Q>(steps: Steps<T, P>, toWhole: (progress: P) => Q): Steps<T, Q> {
    for (;;) {
        const step = steps.next();
        if (step.done === true) return step.value;
        yield step.value === undefined ? undefined : toWhole(step.value);
    }
}

/** Passes steps on without their progress. */
export function* withoutProgress<T>(steps: Steps<T, unknown>): Steps<T> {
    for (;;) {
        const step = steps.next();
        if (step.done === true) return step.value;
        yield;
    }
}

/** Elementary operations (a distance, a comparison, a visited place) after which a step ends: about a millisecond. */
export const UNITS_A_STEP = 50_000;

/** Tells loops of cheap rounds when to yield. */
export class WorkMeter {
    private spent = 0;

    /** Adds a number of elementary operations; whether a step's worth of them was spent, after which counting begins again. */
    spend(units: number): boolean {
        this.spent += units;
        if (this.spent < UNITS_A_STEP) return false;
        this.spent = 0;
        return true;
    }
}

interface Host {
    readonly setImmediate?: (callback: () => void) => unknown;
    readonly MessageChannel?: new () => { readonly port1: Port; readonly port2: Port };
}

interface Port {
    onmessage: (() => void) | null;
    postMessage(message: null): void;
}

/**
 * Resolves when the event loop has run: timers, messages, input and painting. A timeout of 0 would idle for 1 ms in Node and for 4 ms
 * in browsers, a tenth of the time and more.
 */
export function nextTurn(): Promise<void> {
    const { setImmediate, MessageChannel } = globalThis as Host;
    return new Promise((resolve) => {
        if (setImmediate !== undefined) setImmediate(resolve);
        else if (MessageChannel !== undefined) postTo(MessageChannel, resolve);
        else setTimeout(resolve, 0);
    });
}

const waiting: (() => void)[] = [];
let sender: Port | undefined;

function postTo(Channel: NonNullable<Host['MessageChannel']>, resume: () => void): void {
    if (sender === undefined) {
        const { port1, port2 } = new Channel();
        port1.onmessage = () => waiting.shift()?.();
        sender = port2;
    }
    waiting.push(resume);
    sender.postMessage(null);
}
