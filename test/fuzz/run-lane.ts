import fc from 'fast-check';
import { encodeCase } from './encode-case.js';
import { causeOf, type Report } from './finding.js';
import type { AnyLane } from './lane.js';

// Enough to mend; further ones are mostly the same fault in other words.
const MOST_FINDINGS = 5;
const SHRINK_MILLISECONDS = 20_000;

/** What a child is told. */
export interface LaneRun {
    readonly lane: string;
    readonly seed: number;
    /** Number of the first case. */
    readonly first: number;
    readonly seconds: number;
    /** Most cases, where the time does not end them. */
    readonly most?: number;
    /** Causes that are known already; their cases are not reported once more. */
    readonly known: readonly string[];
}

/** Tries cases one by one until the time is over. Each is reported before it begins, so that a hang has a name. */
export async function runLane(
    lane: AnyLane,
    { seed, first, seconds, most = Number.POSITIVE_INFINITY, known }: LaneRun,
    report: (message: Report) => Promise<void>,
): Promise<void> {
    const end = performance.now() + seconds * 1000;
    const causes = new Set(known);
    let number = first;
    while (number < first + most && causes.size < MOST_FINDINGS && performance.now() < end) {
        const options = { seed: caseSeed(lane.name, seed, number), numRuns: 1 };
        const [given] = fc.sample(lane.cases, options);
        const error = await judgeOnce(lane, given, number, report);
        if (error !== undefined && !causes.has(causeOf(error))) {
            causes.add(causeOf(error));
            await report({
                kind: 'finding',
                finding: { number, ...(await minimise(lane, number, options, report, given, error)) },
            });
        }
        number++;
    }
    await report({ kind: 'end', cases: number - first });
}

async function judgeOnce(
    lane: AnyLane,
    given: unknown,
    number: number,
    report: (message: Report) => Promise<void>,
): Promise<string | undefined> {
    await report({ kind: 'begin', number, encoded: encodeCase(given) });
    try {
        await lane.judge(given);
        return undefined;
    } catch (error) {
        return describeError(error);
    }
}

async function minimise(
    lane: AnyLane,
    number: number,
    options: { seed: number; numRuns: number },
    report: (message: Report) => Promise<void>,
    given: unknown,
    message: string,
): Promise<{ encoded: string; message: string; shrinks: number }> {
    const fails = fc.asyncProperty(lane.cases, async (smaller) => {
        const error = await judgeOnce(lane, smaller, number, report);
        if (error !== undefined) throw new Error(error);
    });
    const details = await fc.check(fails, { ...options, interruptAfterTimeLimit: SHRINK_MILLISECONDS });
    const least = details.counterexample;
    if (least === null) return { encoded: encodeCase(given), message: `${message}\n(only at times)`, shrinks: 0 };
    const { errorInstance } = details;
    return {
        encoded: encodeCase(least[0]),
        message: errorInstance instanceof Error ? errorInstance.message : message,
        shrinks: details.numShrinks,
    };
}

/** The error with its stack, first line first; the end of a long one is cut off. */
function describeError(error: unknown): string {
    const text = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : `thrown: ${String(error)}`;
    return text.slice(0, 4000);
}

/** Seeds of all cases of all lanes are apart, and each is known from the run's seed and the case's number. */
export function caseSeed(lane: string, seed: number, number: number): number {
    let hash = Math.imul(seed, 0x85ebca6b);
    for (const letter of lane) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    return (hash + Math.imul(number, 0x9e3779b9)) | 0;
}
