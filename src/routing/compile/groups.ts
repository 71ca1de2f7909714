import { isRequired } from '../default-values.js';
import type { Objective, Problem } from '../problem.js';

/** Visits of which one pattern is served, as flat typed arrays. */
export interface Groups {
    readonly count: number;
    /** Group of each visit, -1 if it stands in none. */
    readonly groupOf: Int32Array;
    /** Visits of group g: `members[memberOffset[g] .. memberOffset[g + 1] - 1]`. */
    readonly memberOffset: Int32Array;
    readonly members: Int32Array;
    /** Patterns of group g: numbers `patternOffset[g]` to `patternOffset[g + 1] - 1`. */
    readonly patternOffset: Int32Array;
    /** Visits of pattern p: `patternVisits[visitOffset[p] .. visitOffset[p + 1] - 1]`. */
    readonly visitOffset: Int32Array;
    readonly patternVisits: Int32Array;
    readonly required: Uint8Array;
    /** What leaving a group out costs in the first objective, in addition to its visits. */
    readonly absentTier: Float64Array;
}

/** The groups of a problem, null if it has none. */
export function compileGroups(problem: Problem, objective: Objective, requiredTier: number): Groups | null {
    const groups = problem.groups ?? [];
    if (groups.length === 0) return null;
    const visitOf = new Map(problem.visits.map((visit, v) => [visit.id, v]));
    const groupOf = new Int32Array(problem.visits.length).fill(-1);
    const memberOffset = [0];
    const members: number[] = [];
    const patternOffset = [0];
    const visitOffset = [0];
    const patternVisits: number[] = [];
    groups.forEach(({ patterns }, g) => {
        for (const pattern of patterns) {
            for (const id of pattern) {
                const v = visitOf.get(id) as number;
                patternVisits.push(v);
                if (groupOf[v] < 0) members.push(v);
                groupOf[v] = g;
            }
            visitOffset.push(patternVisits.length);
        }
        patternOffset.push(visitOffset.length - 1);
        memberOffset.push(members.length);
    });
    const required = Uint8Array.from(groups, (group) => (isRequired(group, objective) ? 1 : 0));
    return {
        count: groups.length,
        groupOf,
        memberOffset: Int32Array.from(memberOffset),
        members: Int32Array.from(members),
        patternOffset: Int32Array.from(patternOffset),
        visitOffset: Int32Array.from(visitOffset),
        patternVisits: Int32Array.from(patternVisits),
        required,
        absentTier: Float64Array.from(required, (flag) => flag * requiredTier),
    };
}
