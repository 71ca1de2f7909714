import type { IssueCollector, NumberBounds } from '../../core/index.js';
import { checkStructure, finite } from '../../core/index.js';

/**
 * Reads a number from the command line.
 *
 * @param text - what stands behind the option; undefined if it was not given
 * @returns the number, or undefined if it was not given or an issue was added
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

/**
 * Reads a share from the command line: `0.05`, or `5%`. A bare number above 1 is an issue: `5` is meant as 5 % by most people.
 *
 * @returns the share, 0.05 for 5 %; undefined if it was not given or an issue was added
 */
export function readShareOption(text: string | undefined, option: string, collector: IssueCollector): number | undefined {
    const percent = /^\s*([-+]?[\d.]+)\s*%\s*$/.exec(text ?? '')?.[1];
    if (percent !== undefined) {
        const value = readNumberOption(percent, option, { min: 0 }, collector);
        return value === undefined ? undefined : value / 100;
    }
    const value = readNumberOption(text, option, { min: 0 }, collector);
    if (value === undefined || value <= 1) return value;
    collector.add('out-of-range', [option], 'is more than the whole', {
        received: text,
        expected: 'a share from 0 to 1',
        hint: `write ${value < 100 ? `${Number((value / 100).toPrecision(12))} or ` : ''}${value}% for ${value} %`,
    });
    return undefined;
}

/** Adds an issue for an option that must be given and was not. */
export function requireOption(value: string | undefined, option: string, what: string, collector: IssueCollector): void {
    if (value === undefined) collector.add('missing-key', [option], 'is missing', { expected: what });
}
