import type { AccountScore } from '../market/index.js';
import type { TerritoryPlan } from '../territory/index.js';
import type { VisitPlan } from './visit-plan.js';

/** The whole answer: what every account is worth, who works it, and when it is called on. */
export interface BeatPlan {
    /** Score, tier, priority, frequency and duration of every account, in input order. */
    readonly scores: readonly AccountScore[];
    /** Who works which accounts: one territory a rep; `repId` is set on each. */
    readonly alignment: TerritoryPlan;
    readonly calendar: VisitPlan;
}

/** Rep of each account, by id. */
export function assignmentOf({ territories }: TerritoryPlan): Map<string, string> {
    const repOf = new Map<string, string>();
    for (const { repId, unitIds } of territories) if (repId !== undefined) for (const id of unitIds) repOf.set(id, repId);
    return repOf;
}
