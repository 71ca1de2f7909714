import { checkStructure, finite, IssueCollector, list, optional, strict, text, variant } from '../../core/index.js';
import { cents, checkIds } from '../figures/periods.js';

/** Accounts that ask for the same work. */
export interface WorkSegment {
    /** Unique, such as a tier. */
    readonly id: string;
    /** Number of accounts, a whole number from 0. */
    readonly accounts: number;
    /** Calls due in four weeks, from 0. */
    readonly callFrequency: number;
    /** Seconds on site of a call. */
    readonly callDuration: number;
    /** Seconds at the wheel for a call; default 0. */
    readonly travelDuration?: number;
}

/** Build-up: the work that accounts ask for / what a rep can do. */
export interface WorkloadSizing {
    readonly method: 'workload';
    readonly segments: readonly WorkSegment[];
    /** Working hours of a rep in a week, above 0, up to 168. */
    readonly hoursPerWeek: number;
    /** Part of them that is left for calls and driving, above 0, up to 1; default 1. */
    readonly fieldShare?: number;
    /** Weeks of a year in which a rep works, above 0, up to 52; default 52: calls that are due in weeks off are not made. */
    readonly weeksPerYear?: number;
}

/** Breakdown: sales to be made / sales of a rep, and more for those who leave. */
export interface BreakdownSizing {
    readonly method: 'breakdown';
    /** Cents that all are to sell in a year. */
    readonly sales: number;
    /** Cents that a rep sells in a year, from 1. */
    readonly salesPerRep: number;
    /** Share of the reps who leave in a year, from 0; default 0. */
    readonly turnover?: number;
}

/** What a number of reps would sell. */
export interface SalesAtSize {
    /** A whole number from 0, unique. */
    readonly reps: number;
    /** Cents a year. */
    readonly sales: number;
}

/** Incremental: reps are added as long as the next one brings more than he costs. */
export interface IncrementalSizing {
    readonly method: 'incremental';
    /** At least two sizes; sales between them are taken to lie on straight lines. */
    readonly response: readonly SalesAtSize[];
    /** Share of sales that is left after the cost of the goods, 0 to 1. */
    readonly margin: number;
    /** Cents that a rep costs in a year. */
    readonly costPerRep: number;
}

/** How the size of a sales force is found. */
export type SizingInput = WorkloadSizing | BreakdownSizing | IncrementalSizing;

/** Work of a segment. */
export interface SegmentWork {
    readonly id: string;
    /** In four weeks. */
    readonly calls: number;
    readonly hours: number;
    /** Reps for it, with fractions. */
    readonly reps: number;
}

/** A size of the sales force, and what the last rep of it adds. */
export interface SizeStep {
    readonly reps: number;
    /** Cents a year. */
    readonly sales: number;
    /** Sales * margin - reps * cost, cents. */
    readonly profit: number;
    /** More than with one rep less; 0 for the first step. */
    readonly marginalSales: number;
    readonly marginalProfit: number;
}

/** What {@link sizeSalesForce} returns. */
export interface SalesForceSize {
    readonly method: SizingInput['method'];
    /** Whole reps. */
    readonly reps: number;
    /** With fractions; equal to `reps` by the incremental method. */
    readonly exact: number;
    /** Of the workload method. */
    readonly segments?: readonly SegmentWork[];
    /** Hours of a rep for calls and driving in four weeks; of the workload method. */
    readonly capacity?: number;
    /** All sizes from the least to the greatest; of the incremental method. */
    readonly steps?: readonly SizeStep[];
    /** The choice in words and figures. */
    readonly reason: string;
}

/**
 * Finds how many reps a sales force should have: by the work that accounts ask for, by the sales that are to be made, or by what one more
 * would bring.
 *
 * The workload method rounds up, as half a rep makes no calls; so does the breakdown method. The incremental method takes the size of the
 * greatest profit, of equal ones the smallest: if each rep adds less than the one before, that is the last one who pays for himself.
 *
 * @returns O(segments), or O(sizes)
 * @throws BeatplanError `invalid-input` with `of-zero`-like faults as `out-of-range`, such as a rep who sells nothing
 * @example
 * ```ts
 * const segments = [{ id: 'A', accounts: 100, callFrequency: 4, callDuration: 3600, travelDuration: 1800 }];
 * sizeSalesForce({ method: 'workload', segments, hoursPerWeek: 40 }).exact; // 600 h / 160 h = 3.75
 * ```
 * @see Talley 1961, "How to design sales territories", Journal of Marketing 25 (workload); Semlow 1959, "How many salesmen do you need?",
 *   Harvard Business Review 37 (incremental)
 */
export function sizeSalesForce(input: SizingInput): SalesForceSize {
    checkSizing(input);
    if (input.method === 'workload') return sizeByWorkload(input);
    if (input.method === 'breakdown') return sizeByBreakdown(input);
    return sizeByIncrement(input);
}

function sizeByWorkload({ segments, hoursPerWeek, fieldShare = 1, weeksPerYear = 52 }: WorkloadSizing): SalesForceSize {
    const capacity = 4 * hoursPerWeek * fieldShare * (weeksPerYear / 52);
    const rows = segments.map(({ id, accounts, callFrequency, callDuration, travelDuration = 0 }): SegmentWork => {
        const calls = accounts * callFrequency;
        const hours = (calls * (callDuration + travelDuration)) / 3600;
        return { id, calls, hours, reps: hours / capacity };
    });
    const hours = rows.reduce((sum, row) => sum + row.hours, 0);
    const exact = hours / capacity;
    const reason = `${round(hours)} hours in four weeks / ${round(capacity)} hours of a rep = ${round(exact)}`;
    return { method: 'workload', reps: roundUp(exact), exact, segments: rows, capacity, reason };
}

function sizeByBreakdown({ sales, salesPerRep, turnover = 0 }: BreakdownSizing): SalesForceSize {
    const exact = (sales / salesPerRep) * (1 + turnover);
    const reason = `${sales} / ${salesPerRep}${turnover === 0 ? '' : ` * (1 + ${turnover})`} = ${round(exact)}`;
    return { method: 'breakdown', reps: roundUp(exact), exact, reason };
}

function sizeByIncrement({ response, margin, costPerRep }: IncrementalSizing): SalesForceSize {
    const points = [...response].sort((a, b) => a.reps - b.reps);
    const steps: SizeStep[] = [];
    let at = 0;
    for (let reps = points[0].reps; reps <= points[points.length - 1].reps; reps++) {
        while (points[at + 1] !== undefined && points[at + 1].reps <= reps) at++;
        const [from, to] = [points[at], points[at + 1] ?? points[at]];
        const part = to.reps === from.reps ? 0 : (reps - from.reps) / (to.reps - from.reps);
        const sales = Math.round(from.sales + part * (to.sales - from.sales));
        const profit = Math.round(sales * margin) - reps * costPerRep;
        const last = steps[steps.length - 1];
        steps.push({
            reps,
            sales,
            profit,
            marginalSales: last === undefined ? 0 : sales - last.sales,
            marginalProfit: last === undefined ? 0 : profit - last.profit,
        });
    }
    const best = steps.reduce((a, b) => (b.profit > a.profit ? b : a));
    const next = steps[steps.indexOf(best) + 1];
    const more = next === undefined ? 'no larger size is known' : `one more would add ${next.marginalProfit}`;
    const own = best === steps[0] ? 'the smallest known size' : `the last one adds ${best.marginalProfit}`;
    return {
        method: 'incremental',
        reps: best.reps,
        exact: best.reps,
        steps,
        reason: `greatest profit with ${best.reps}: ${own}, ${more} cents a year`,
    };
}

/** Whole reps; what is whole but for a rounding of doubles stays. */
function roundUp(exact: number): number {
    return Math.max(0, Math.ceil(exact - 1e-9 * Math.max(1, exact)));
}

function round(value: number): number {
    return Number(value.toFixed(2));
}

// More reps than any sales force has, so that a slip of units is named.
const MOST_REPS = 100_000;

function checkSizing(input: SizingInput): void {
    const collector = new IssueCollector();
    const share = finite({ min: 0, max: 1 });
    const seconds = finite({ min: 0, max: 1e6 });
    const segment = strict({
        id: text(),
        accounts: finite({ min: 0, max: 1e9, integer: true }),
        callFrequency: finite({ min: 0, max: 1000 }),
        callDuration: seconds,
        travelDuration: optional(seconds),
    });
    const size = strict({ reps: finite({ min: 0, max: MOST_REPS, integer: true }), sales: cents(0) });
    const schema = variant('method', {
        workload: strict({
            method: text(),
            segments: list(segment),
            hoursPerWeek: finite({ moreThan: 0, max: 168 }),
            fieldShare: optional(finite({ moreThan: 0, max: 1 })),
            weeksPerYear: optional(finite({ moreThan: 0, max: 52 })),
        }),
        breakdown: strict({
            method: text(),
            sales: cents(0),
            salesPerRep: cents(1),
            turnover: optional(finite({ min: 0, max: 10 })),
        }),
        incremental: strict({ method: text(), response: list(size), margin: share, costPerRep: cents(0) }),
    });
    if (checkStructure(schema, input, collector, ['input'])) {
        if (input.method === 'workload')
            checkIds(
                input.segments.map(({ id }) => id),
                collector,
                ['input', 'segments'],
            );
        if (input.method === 'incremental') {
            const { response } = input;
            if (response.length < 2)
                collector.add('empty-input', ['input', 'response'], 'has fewer than two sizes', {
                    expected: 'sales at two sizes',
                });
            checkIds(
                response.map(({ reps }) => String(reps)),
                collector,
                ['input', 'response'],
                'reps',
            );
        }
    }
    collector.throwIfAny('sizeSalesForce');
}
