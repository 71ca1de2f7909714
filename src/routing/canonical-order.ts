import type { Problem } from './problem.js';
import type { Solution } from './solution.js';

// The search breaks ties by position and draws from lists, so that it would answer each order of the input in another way. It is given
// one order for all of them, and the answer goes back to that of the input.

interface Named {
    readonly id: string;
}

/** The same problem with visits, vehicles and groups in the order of their ids: shorter ones first, so that numbers stay in theirs. */
export function inCanonicalOrder(problem: Problem): Problem {
    const visits = sortedById(problem.visits);
    const vehicles = sortedById(problem.vehicles);
    const groups = problem.groups === undefined ? undefined : sortedById(problem.groups);
    if (visits === problem.visits && vehicles === problem.vehicles && groups === problem.groups) return problem;
    return { ...problem, visits, vehicles, ...(groups === undefined ? {} : { groups }) };
}

/** A solution with its lists in the order of a problem. */
export function inOrderOf({ visits, vehicles }: Problem, solution: Solution): Solution {
    const placeOfVisit = places(visits);
    const placeOfVehicle = places(vehicles);
    const place = (of: ReadonlyMap<string, number>, id: string): number => of.get(id) as number;
    return {
        ...solution,
        routes: [...solution.routes].sort((a, b) => place(placeOfVehicle, a.vehicleId) - place(placeOfVehicle, b.vehicleId)),
        unserved: [...solution.unserved]
            .sort((a, b) => place(placeOfVisit, a.visitId) - place(placeOfVisit, b.visitId))
            .map(({ visitId, reasons }) => ({
                visitId,
                reasons: reasons.map((reason) => ({
                    ...reason,
                    vehicleIds: [...reason.vehicleIds].sort((a, b) => place(placeOfVehicle, a) - place(placeOfVehicle, b)),
                })),
            })),
    };
}

function sortedById<T extends Named>(items: readonly T[]): readonly T[] {
    for (let i = 1; i < items.length; i++) if (compareIds(items[i - 1].id, items[i].id) > 0) return [...items].sort(byId);
    return items;
}

function byId(a: Named, b: Named): number {
    return compareIds(a.id, b.id);
}

function compareIds(a: string, b: string): number {
    if (a.length !== b.length) return a.length - b.length;
    return a < b ? -1 : a > b ? 1 : 0;
}

function places(items: readonly Named[]): ReadonlyMap<string, number> {
    return new Map(items.map(({ id }, i) => [id, i]));
}
