/**
 * The ways to spread `calls` evenly over `weeks`: calls by week for each. Twice in four weeks gives weeks 1 and 3, or 2 and 4; six
 * times in four gives two calls in every other week.
 *
 * Week w of pattern j has `floor(((w + 1) calls + j) / weeks) - floor((w calls + j) / weeks)` calls, so that every run of weeks
 * differs from its even share by less than one call. `j` from 0 to `weeks - 1` gives every such pattern.
 *
 * @returns different patterns, in the order of `j`; at most `weeks`
 */
export function weekPatterns(calls: number, weeks: number): Int32Array[] {
    const patterns: Int32Array[] = [];
    for (let j = 0; j < weeks; j++) {
        const pattern = Int32Array.from(
            { length: weeks },
            (_, w) => Math.floor(((w + 1) * calls + j) / weeks) - Math.floor((w * calls + j) / weeks),
        );
        const known = patterns.some((other) => other.every((count, w) => count === pattern[w]));
        if (!known) patterns.push(pattern);
    }
    return patterns;
}

/**
 * Shares out the days of one week among several calls on the same account, so that no two calls can fall on one day, and that a whole
 * day lies between any two of them where the days allow it.
 *
 * @param days - the days on which the account can be called, as day numbers, rising
 * @param calls - how many calls, from 1
 * @returns the days of each call, in the order of the calls; only as many lists as there are days. One call may use every day.
 */
export function splitWeek(days: readonly number[], calls: number): number[][] {
    const count = Math.min(calls, days.length);
    if (count === 0) return [];
    if (count === 1) return [[...days]];
    const anchors = Array.from({ length: count }, (_, j) => days[Math.round(((j + 0.5) * days.length) / count - 0.5)]);
    const spaced = anchors.every((anchor, j) => j === 0 || anchor - anchors[j - 1] >= 2);
    const gap = spaced ? 2 : 1;
    const groups = anchors.map((anchor) => [anchor]);
    for (const day of days) {
        if (anchors.includes(day)) continue;
        for (let j = 0; j < count; j++) {
            const after = j === 0 || day - groups[j - 1][groups[j - 1].length - 1] >= gap;
            const before = j === count - 1 || groups[j + 1][0] - day >= gap;
            if (!after || !before) continue;
            groups[j].push(day);
            groups[j].sort((a, b) => a - b);
            break;
        }
    }
    return groups;
}
