import type { ErrorCode } from './error-codes.js';
import type { Issue } from './issue.js';

/** Issues of one kind: the same fault in different rows, items or list places. */
export interface IssueGroup {
    readonly code: ErrorCode;
    /** In input order, at least one. */
    readonly issues: readonly Issue[];
}

/**
 * Groups issues that differ only by row, list index or number, the rarest kind first, so that hundreds of equal ones never hide
 * the one that matters.
 *
 * @param issues - any issues
 * @returns groups by ascending size, ties in input order; the issues of a group stay in input order. O(n log n)
 */
export function groupIssues(issues: readonly Issue[]): IssueGroup[] {
    const groups = new Map<string, Issue[]>();
    for (const issue of issues) {
        const key = kindOf(issue);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [issue]);
        else group.push(issue);
    }
    const sorted = [...groups.values()].sort((a, b) => a.length - b.length);
    return sorted.map((group) => ({ code: group[0].code, issues: group }));
}

function kindOf({ code, path, message }: Issue): string {
    const place = path.map((key) => (typeof key === 'number' ? '#' : withoutNumber(key)));
    return JSON.stringify([code, place, message.replace(/\d+/g, '#')]);
}

// Only what counts rows and items: `address1` and `address2` are two columns.
function withoutNumber(key: string): string {
    return key.replace(/^(row|line|item) \d+$/, '$1 #');
}

const SHOWN_WHOLE = 5;
const SHOWN_OF_MANY = 3;

/**
 * Lists issues as lines, grouped as {@link groupIssues} does: small groups whole, three of each larger group.
 *
 * @param most - how many issues are shown in all
 * @param describe - writes one issue on one line
 * @param details - how to see all of them; default nothing
 */
export function listIssues(
    issues: readonly Issue[],
    most: number,
    describe: (issue: Issue) => string,
    details: string = '',
): string[] {
    const lines: string[] = [];
    let left = most;
    let hidden = issues.length;
    for (const { issues: group } of groupIssues(issues)) {
        const count = Math.min(left, group.length <= SHOWN_WHOLE ? group.length : SHOWN_OF_MANY);
        if (count === 0) break;
        left -= count;
        hidden -= group.length;
        const shown = group.slice(0, count);
        // One hint for all, where it is one.
        const isShared = shown.every(({ hint }) => hint === shown[0].hint);
        for (const issue of shown) {
            lines.push(`  ${describe(issue)}`);
            if (issue.hint !== undefined && (!isShared || issue === shown[count - 1])) lines.push(`    hint: ${issue.hint}`);
        }
        if (group.length > count) lines.push(`    … and ${group.length - count} more of this kind`);
    }
    if (hidden > 0) lines.push(`  … and ${hidden} more of other kinds`);
    if (details !== '' && lines.some((line) => /^ +… and /.test(line))) lines.push(`  ${details}`);
    return lines;
}
