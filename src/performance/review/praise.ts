import { recognizeReps } from '../people/recognize-reps.js';
import { nameOf, percent } from './describe.js';
import type { Ledger } from './ledger.js';
import type { ReviewPlan, ReviewPraise } from './review-data.js';

/** Who is best for the potential, who improved most, and which team is ahead. */
export function praise({ reps }: ReviewPlan, ledger: Ledger, hasPrevious: boolean, level: number): ReviewPraise[] {
    const results = reps.map(({ id, teamId }, r) => ({
        repId: id,
        ...(teamId === undefined ? {} : { teamId }),
        sales: ledger.sales[r],
        potential: ledger.potential[r],
        workload: ledger.dueService[r],
        ...(hasPrevious ? { salesBefore: ledger.salesBefore[r] } : {}),
    }));
    const { best, mostImproved, teams } = recognizeReps(results, { level });
    const repOf = new Map(reps.map((rep) => [rep.id, rep]));
    const found: ReviewPraise[] = [];
    const [first] = best;
    if (first !== undefined && first.index > 1) {
        const { repId, index, isCertain } = first;
        const message = `${nameOf(repOf.get(repId)!)} sells ${percent(index - 1)} more than expected of the potential`;
        found.push({ kind: 'best', repId, message, isCertain });
    }
    const [improved] = mostImproved;
    if (improved !== undefined && improved.index > 1) {
        const { repId, index, isCertain } = improved;
        const message = `${nameOf(repOf.get(repId)!)} grew ${percent(index - 1)} more than the others`;
        found.push({ kind: 'most-improved', repId, message, isCertain });
    }
    if (teams.length > 1) {
        const [{ teamId, index }] = teams;
        found.push({
            kind: 'best-team',
            teamId,
            message: `team ${teamId} sells ${percent(index - 1)} more than expected of the potential`,
            isCertain: false,
        });
    }
    return found;
}
