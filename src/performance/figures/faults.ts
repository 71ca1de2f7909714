import {
    checkStructure,
    type ErrorCode,
    IssueCollector,
    type IssueDetails,
    type IssuePath,
    type Schema,
} from '../../core/index.js';

/**
 * Collects the faults of a long list: each kind once, at its first place, with how many others have it. A list of a million rows that are
 * all wrong makes one issue.
 */
export class FaultTally {
    private readonly kinds = new Map<
        string,
        { path: IssuePath; details: IssueDetails; code: ErrorCode; message: string; more: number }
    >();

    /** Notes a fault; one kind has one code and message. */
    add(code: ErrorCode, path: IssuePath, message: string, details: IssueDetails = {}): void {
        const key = `${code} ${message}`;
        const kind = this.kinds.get(key);
        if (kind === undefined) this.kinds.set(key, { path, details, code, message, more: 0 });
        else kind.more++;
    }

    /** Adds an issue for each kind; returns whether there was none. */
    report(collector: IssueCollector): boolean {
        for (const { code, path, message, details, more } of this.kinds.values()) {
            const others = more === 0 ? '' : `, as ${more === 1 ? 'is 1 other' : `are ${more} others`} of the list`;
            collector.add(code, path, message + others, details);
        }
        return this.kinds.size === 0;
    }
}

// Faulty rows that are described one by one.
const MOST_DESCRIBED = 100;

/**
 * Checks the rows of a long list: structure first, then by `check` what a schema does not say.
 *
 * @returns whether all rows are sound
 */
export function checkRows<Row>(
    schema: Schema,
    rows: readonly Row[],
    collector: IssueCollector,
    key: string,
    check: (row: Row, index: number, faults: FaultTally) => void,
): boolean {
    if (!Array.isArray(rows)) {
        collector.add('invalid-type', [key], 'is not a list', { received: rows, expected: 'a list' });
        return false;
    }
    const faults = new FaultTally();
    let malformed = 0;
    for (let i = 0; i < rows.length; i++) {
        const sink = malformed < MOST_DESCRIBED ? collector : new IssueCollector();
        if (checkStructure(schema, rows[i], sink, [key, i])) check(rows[i], i, faults);
        else malformed++;
    }
    if (malformed > MOST_DESCRIBED)
        collector.add('invalid-type', [key], `has ${malformed - MOST_DESCRIBED} further rows with faults like these`);
    return faults.report(collector) && malformed === 0;
}
