import type { Random } from '../../core/index.js';
import type { Groups } from '../compile/groups.js';
import type { GroupCounts } from '../state/group-counts.js';
import type { State } from '../state/state.js';

/** Most absent groups that each recreation tries in addition to the removed ones. */
const MOST_ABSENT = 4;

/** What ruin does beyond single visits where visits stand in groups: a group goes as a whole, so that another pattern may follow. */
export class GroupRuin {
    private readonly state: State;
    private readonly groups: Groups;
    private readonly counts: GroupCounts;
    private readonly random: Random;
    private readonly seenAt: Int32Array;
    private stamp = 0;

    constructor(state: State, random: Random, groups: Groups, counts: GroupCounts) {
        this.state = state;
        this.groups = groups;
        this.counts = counts;
        this.random = random;
        this.seenAt = new Int32Array(groups.count);
    }

    /** Brings visits of groups to the front of the list; returns how many there are. */
    partGrouped(visits: Int32Array, count: number): number {
        let grouped = 0;
        for (let i = 0; i < count; i++) {
            const v = visits[i];
            if (this.groups.groupOf[v] < 0) continue;
            visits[i] = visits[grouped];
            visits[grouped++] = v;
        }
        return grouped;
    }

    /**
     * Takes out the other visits of each group that has a visit in the list, and leaves one visit a group in the list.
     *
     * @param visits - `visits[0 .. count - 1]` are absent; has room for every visit
     * @returns the new count
     */
    complete(visits: Int32Array, count: number): number {
        const { groups } = this;
        let total = count;
        // The list grows where a route falls apart.
        for (let i = 0; i < total; i++) {
            const g = groups.groupOf[visits[i]];
            if (g >= 0 && this.counts.served[g] > 0) total = this.takeOut(g, visits, total);
        }
        const stamp = ++this.stamp;
        let kept = 0;
        for (let i = 0; i < total; i++) {
            const g = groups.groupOf[visits[i]];
            if (g >= 0 && this.seenAt[g] === stamp) continue;
            if (g >= 0) this.seenAt[g] = stamp;
            visits[kept++] = visits[i];
        }
        return kept;
    }

    /** Takes out every visit of group g; those of other groups and of none that must go with them are added to the list. */
    takeOut(g: number, visits: Int32Array, count: number): number {
        const { state } = this;
        const { memberOffset, members } = this.groups;
        let total = count;
        for (let i = memberOffset[g]; i < memberOffset[g + 1]; i++) {
            const v = members[i];
            const r = state.route[v];
            if (r < 0) continue;
            state.remove(v);
            state.refresh(r);
            if (state.feasible[r] === 1) continue;
            // Real roads break the triangle inequality: without a visit, the way between its neighbours may be too long.
            total = state.copyRoute(r, visits, total);
            state.clear(r);
            state.refresh(r);
        }
        return total;
    }

    /** Adds a visit of some groups that are absent beyond those in the list; returns the new count. */
    addAbsent(visits: Int32Array, count: number): number {
        const { counts, groups, random } = this;
        const stamp = ++this.stamp;
        for (let i = 0; i < count; i++) {
            const g = groups.groupOf[visits[i]];
            if (g >= 0) this.seenAt[g] = stamp;
        }
        let total = count;
        for (let i = 0; i < MOST_ABSENT && i < counts.absentCount; i++) {
            const g = counts.absent[random.integer(counts.absentCount)];
            if (this.seenAt[g] === stamp) continue;
            this.seenAt[g] = stamp;
            visits[total++] = groups.members[groups.memberOffset[g]];
        }
        return total;
    }
}
