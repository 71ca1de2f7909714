import { checkStructure, finite, IssueCollector, list, optional, strict, text } from '../../core/index.js';
import { adjustForMany } from '../figures/false-discovery.js';
import { fitLeastSquares } from '../figures/least-squares.js';
import { checkIds } from '../figures/periods.js';
import { tailOf } from '../figures/slice-ratio.js';
import { adjustSales } from './adjust-for-potential.js';

/** What a rep sold, and had to sell to. */
export interface RepResult {
    /** Unique among the results. */
    readonly repId: string;
    readonly teamId?: string;
    /** Any unit, from 0. */
    readonly sales: number;
    /** What the accounts could buy, any unit, from 0; default 0. */
    readonly potential?: number;
    /** Work that the accounts ask for, any unit, from 0; default 0. */
    readonly workload?: number;
    /** Sales of the period before, from 0; default unknown. */
    readonly salesBefore?: number;
}

/** Options of {@link recognizeReps}. */
export interface RecognitionOptions {
    /** Share of cases in which chance alone may look certain, 0 to 0.5 exclusive; default 0.05. */
    readonly level?: number;
}

/** A rep's place. */
export interface RankedRep {
    readonly repId: string;
    /** 1 for the first; equal figures share a place. */
    readonly rank: number;
    /** Sales / expected sales, or growth / growth of the others. */
    readonly index: number;
    /** Chance of an index as high if nothing sets the rep apart, adjusted for the number of reps. */
    readonly adjusted: number;
    /** Whether that is at most the level. */
    readonly isCertain: boolean;
}

/** A team's place. */
export interface RankedTeam {
    readonly teamId: string;
    readonly rank: number;
    readonly reps: number;
    /** Sales of the team / expected sales of its reps. */
    readonly index: number;
}

/** What {@link recognizeReps} returns. */
export interface Recognition {
    /** By sales adjusted for potential and workload; empty for fewer than four reps with a basis. */
    readonly best: readonly RankedRep[];
    /** By growth against the others' growth; empty for fewer than four reps with sales in both periods. */
    readonly mostImproved: readonly RankedRep[];
    /** Empty without teams. */
    readonly teams: readonly RankedTeam[];
    /** Why a list is empty, and which results are not in it. */
    readonly notes: readonly string[];
}

/**
 * Ranks reps for recognition by what they made of their potential, not by what they were given: best, most improved, and best team.
 *
 * A first place that chance could give says so (`isCertain`): praise for work is due all the same, a prize is not.
 *
 * @param results - of one period, one row a rep
 * @returns the first of each list first; O(n log n)
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * const results = [10, 11, 9, 20].map((sales, i) => ({ repId: `r${i}`, sales, potential: 100 }));
 * recognizeReps(results).best[0].repId; // 'r3'
 * ```
 * @see Cook and Weisberg 1982, "Residuals and Influence in Regression", Chapman and Hall
 */
export function recognizeReps(results: readonly RepResult[], options: RecognitionOptions = {}): Recognition {
    const collector = new IssueCollector();
    const amount = finite({ min: 0, max: 1e15 });
    const row = strict({
        repId: text(),
        teamId: optional(text()),
        sales: amount,
        potential: optional(amount),
        workload: optional(amount),
        salesBefore: optional(amount),
    });
    if (checkStructure(list(row), results, collector, ['results']))
        checkIds(
            results.map(({ repId }) => repId),
            collector,
            ['results'],
            'repId',
        );
    checkStructure(strict({ level: optional(finite({ moreThan: 0, max: 0.499_999 })) }), options, collector, ['options']);
    collector.throwIfAny('recognizeReps');
    const { level = 0.05 } = options;
    const notes: string[] = [];
    const adjusted = adjustSales(results.map(({ sales, potential = 0, workload = 0 }) => ({ sales, potential, workload })));
    if (adjusted === undefined)
        notes.push('no rep is ranked by sales: that takes four reps with potential or workload, and sales');
    const rows = results.map((_, i) => adjusted?.rows[i]);
    const unranked = adjusted === undefined ? [] : results.filter((_, i) => rows[i] === undefined).map(({ repId }) => repId);
    if (unranked.length > 0) notes.push(`not ranked, without potential or workload: ${unranked.join(', ')}`);
    const best = rank(
        results.flatMap(({ repId }, i) => {
            const own = rows[i];
            return own === undefined ? [] : [{ repId, index: own.index, pValue: own.high }];
        }),
        level,
    );
    const improvers = results.filter(({ sales, salesBefore = 0 }) => sales > 0 && salesBefore > 0);
    const growth = improvers.map(({ sales, salesBefore }) => Math.log(sales / salesBefore!));
    const fit = growth.length < FEWEST ? undefined : fitLeastSquares([growth.map(() => 1)], growth);
    if (fit === undefined) notes.push('no rep is ranked by growth: that takes four reps with sales in both periods');
    const mostImproved = rank(
        fit === undefined
            ? []
            : improvers.map(({ repId }, k) => ({
                  repId,
                  index: Math.exp(growth[k] - fit.deletedFits[k]),
                  pValue: tailOf(fit.studentized[k], fit.degrees),
              })),
        level,
    );
    return { best, mostImproved, teams: rankTeams(results, rows), notes };
}

const FEWEST = 4;

function rank(
    rows: readonly { readonly repId: string; readonly index: number; readonly pValue: number }[],
    level: number,
): RankedRep[] {
    const adjusted = adjustForMany(rows.map(({ pValue }) => pValue));
    return placed(rows.map(({ repId, index }, i) => ({ repId, index, adjusted: adjusted[i], isCertain: adjusted[i] <= level })));
}

function rankTeams(results: readonly RepResult[], rows: readonly ({ readonly expected: number } | undefined)[]): RankedTeam[] {
    const sums = new Map<string, { sales: number; expected: number; reps: number }>();
    results.forEach(({ teamId, sales }, i) => {
        const own = rows[i];
        if (teamId === undefined || own === undefined) return;
        const sum = sums.get(teamId) ?? { sales: 0, expected: 0, reps: 0 };
        sum.sales += sales;
        sum.expected += own.expected;
        sum.reps++;
        sums.set(teamId, sum);
    });
    return placed([...sums].map(([teamId, { sales, expected, reps }]) => ({ teamId, reps, index: sales / expected })));
}

/** Sorts by index, the highest first; equal ones share a place. */
function placed<Row extends { readonly index: number }>(rows: readonly Row[]): (Row & { readonly rank: number })[] {
    const sorted = [...rows].sort((a, b) => b.index - a.index);
    let place = 0;
    return sorted.map((row, i) => {
        if (i === 0 || row.index < sorted[i - 1].index) place = i + 1;
        return { ...row, rank: place };
    });
}
