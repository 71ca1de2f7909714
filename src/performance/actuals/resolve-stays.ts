/** A run of positions in one geofence. */
export interface Stay {
    /** Index of the account. */
    readonly account: number;
    readonly start: number;
    end: number;
    count: number;
    /** Sum over the positions, metres. */
    distance: number;
}

/** Stays of one rep that do not overlap, by start, each with the accounts of the overlapping stays that gave way to it. */
export function resolveStays(stays: readonly Stay[], radius: number): { stay: Stay; alternatives: number[] }[] {
    const worthOf = (stay: Stay): number => (stay.end - stay.start) * (1 - stay.distance / stay.count / radius);
    const sorted = [...stays].sort((a, b) => a.start - b.start || a.account - b.account);
    const kept: { stay: Stay; alternatives: number[] }[] = [];
    // Stays that overlap, directly or through others, are decided together.
    for (let from = 0; from < sorted.length; ) {
        let end = sorted[from].end;
        let to = from + 1;
        while (to < sorted.length && sorted[to].start < end) end = Math.max(end, sorted[to++].end);
        const group = sorted.slice(from, to).sort((a, b) => worthOf(b) - worthOf(a) || a.account - b.account);
        const winners: { stay: Stay; alternatives: number[] }[] = [];
        for (const stay of group) {
            const rival = winners.find((winner) => winner.stay.start < stay.end && stay.start < winner.stay.end);
            if (rival === undefined) winners.push({ stay, alternatives: [] });
            else if (rival.stay.account !== stay.account) rival.alternatives.push(stay.account);
        }
        winners.sort((a, b) => a.stay.start - b.stay.start);
        kept.push(...winners);
        from = to;
    }
    return kept;
}
