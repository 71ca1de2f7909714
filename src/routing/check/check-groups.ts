import { isRequired, objectiveOf } from '../default-values.js';
import type { Problem, VisitGroup } from '../problem.js';
import type { Violation } from './check-route.js';

/**
 * Notes each group whose served visits match none of its patterns, and each required one that is not served.
 *
 * @returns ids of the visits that are not served because a group's other visits are
 */
export function checkGroups(problem: Problem, served: ReadonlySet<string>, violations: Violation[]): ReadonlySet<string> {
    const spared = new Set<string>();
    const objective = objectiveOf(problem);
    for (const group of problem.groups ?? []) {
        const present = membersOf(group).filter((visitId) => served.has(visitId));
        if (present.length === 0) {
            if (!isRequired(group, objective)) continue;
            const message = 'is required and none of its patterns is served';
            violations.push({ code: 'required-unserved', message, groupId: group.id });
            continue;
        }
        for (const visitId of membersOf(group)) if (!served.has(visitId)) spared.add(visitId);
        const isPattern = group.patterns.some(
            (pattern) => pattern.length === present.length && pattern.every((visitId) => served.has(visitId)),
        );
        if (!isPattern) {
            const message = `is served by ${present.join(', ')}, which is not one of its patterns`;
            violations.push({ code: 'pattern-broken', message, groupId: group.id });
        }
    }
    return spared;
}

function membersOf(group: VisitGroup): readonly string[] {
    return [...new Set(group.patterns.flat())];
}
