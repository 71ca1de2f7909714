import { IssueCollector, nearestWord, showValue } from '../../core/index.js';

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
    keys: readonly string[],
    collector: IssueCollector,
): Partial<Options> {
    if (typeof options !== 'object' || options === null) {
        const details = { received: showValue(options), expected: 'an object' };
        collector.add('invalid-type', ['options'], 'are no options', details);
        return {};
    }
    for (const key in options) {
        if (keys.includes(key)) continue;
        const near = nearestWord(key, keys);
        const hint = near === undefined ? `known keys: ${keys.join(', ')}` : `did you mean '${near}'?`;
        collector.add('unknown-key', [key], 'is not a known key', { received: showValue(options[key]), hint });
    }
    return options;
}

/** Throws `invalid-input` for keys that are none of the options of a search, and for what is no object. */
export function assertOptions(options: object, keys: readonly string[]): void {
    if (hasOnlyKeys(options, keys)) return;
    const collector = new IssueCollector();
    checkOptions(options, keys, collector);
    collector.throwIfAny('the search');
}
