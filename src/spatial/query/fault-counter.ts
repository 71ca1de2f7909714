import type { IssueCollector, IssuePath } from '../../core/index.js';

const MOST_LISTED = 100;

/** Adds the issues of the first hundred faulty items of a list, then how many more there are: a million would not help. */
export class FaultCounter {
    readonly collector: IssueCollector;
    /** Where the list stands. */
    path: IssuePath;
    /** Where in an item its value stands. */
    below: IssuePath = [];
    private readonly what: string;
    private readonly check: (item: unknown, path: IssuePath) => void;
    private count = 0;

    /**
     * @param what - the items as a person calls them, `'points'`
     * @param check - adds the issues of a faulty item
     */
    constructor(what: string, path: IssuePath, collector: IssueCollector, check: (item: unknown, path: IssuePath) => void) {
        this.what = what;
        this.path = path;
        this.collector = collector;
        this.check = check;
    }

    add(item: unknown, i: number): void {
        this.count++;
        if (this.count <= MOST_LISTED) this.check(item, [...this.path, i, ...this.below]);
    }

    finish(): void {
        if (this.count <= MOST_LISTED) return;
        const message = `have ${this.count - MOST_LISTED} more ${this.what} with a problem`;
        this.collector.add('invalid-input', this.path, message, { received: `${this.count} faulty ${this.what} in all` });
    }
}
