import type { Groups } from '../compile/groups.js';

/** How many visits of each group are served, kept separately from the routes. */
export class GroupCounts {
    readonly served: Int32Array;
    /** Groups of which no visit is served: `absent[0 .. absentCount - 1]`. */
    readonly absent: Int32Array;
    absentCount: number;
    private readonly absentAt: Int32Array;
    private readonly groups: Groups;

    constructor(groups: Groups) {
        this.groups = groups;
        this.served = new Int32Array(groups.count);
        this.absent = Int32Array.from({ length: groups.count }, (_, g) => g);
        this.absentAt = this.absent.slice();
        this.absentCount = groups.count;
    }

    /** Counts visit v as served; returns what that takes from the first objective in addition to the visit itself. */
    noteServed(v: number): number {
        const g = this.groups.groupOf[v];
        if (g < 0 || this.served[g]++ > 0) return 0;
        const at = this.absentAt[g];
        const moved = this.absent[--this.absentCount];
        this.absent[at] = moved;
        this.absentAt[moved] = at;
        this.absentAt[g] = -1;
        return this.groups.absentTier[g];
    }

    /** Counts visit v, which was served, as absent; returns what that adds to the first objective in addition to the visit itself. */
    noteAbsent(v: number): number {
        const g = this.groups.groupOf[v];
        if (g < 0 || --this.served[g] > 0) return 0;
        this.absentAt[g] = this.absentCount;
        this.absent[this.absentCount++] = g;
        return this.groups.absentTier[g];
    }
}
