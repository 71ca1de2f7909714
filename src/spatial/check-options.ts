import { anything, checkStructure, type IssueCollector, optional, showValue, strict } from '../core/index.js';

/** Whether a value is an object with none but these keys; quick enough for a search in a loop. */
export function hasOnlyKeys(options: unknown, keys: readonly string[]): boolean {
    if (typeof options !== 'object' || options === null) return false;
    for (const key in options) if (!keys.includes(key)) return false;
    return true;
}

/**
 * Adds issues for keys that are none of the options, and for what is no object.
 *
 * @returns the options; none where they cannot be read
 */
export function checkOptions<Options extends object>(
    options: Options,
    keys: readonly (keyof Options & string)[],
    collector: IssueCollector,
): Partial<Options> {
    if (hasOnlyKeys(options, keys)) return options;
    if (typeof options !== 'object' || options === null) {
        const details = { received: showValue(options), expected: 'an object' };
        collector.add('invalid-type', ['options'], 'are no options', details);
        return {};
    }
    checkStructure(strict(Object.fromEntries(keys.map((key) => [key, optional(anything())]))), options, collector);
    return options;
}
