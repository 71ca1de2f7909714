import type { IssueCollector, NumberBounds } from '../../core/index.js';
import { checkStructure, finite } from '../../core/index.js';

/**
 * Reads a number from the command line.
 *
 * @param text - what stands behind the option; undefined where it was not given
 * @returns the number, or undefined where it was not given or an issue was added
 */
export function readNumberOption(
    text: string | undefined,
    option: string,
    bounds: NumberBounds,
    collector: IssueCollector,
): number | undefined {
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isNaN(value)) {
        collector.add('not-a-number', [option], 'is not a number', { received: text });
        return undefined;
    }
    return checkStructure(finite(bounds), value, collector, [option]) ? value : undefined;
}

/** Adds an issue for an option that must be given and was not. */
export function requireOption(value: string | undefined, option: string, what: string, collector: IssueCollector): void {
    if (value === undefined) collector.add('missing-key', [option], 'is missing', { expected: what });
}
