import { BeatplanError, checkStructure, finite, IssueCollector, list, loose, strict, text } from '../../core/index.js';
import { checkIds, type DateSpan } from '../figures/periods.js';
import { type DayResult, type ForecastOptions, forecastPeriod, type PeriodForecast } from './forecast-period.js';

/** What a rep is to achieve in a period. */
export interface RepTarget {
    /** Unique among the targets. */
    readonly repId: string;
    /** Any unit, from 0. */
    readonly target: number;
}

/** What a rep achieved on a day. */
export interface RepDayResult extends DayResult {
    readonly repId: string;
}

/** A rep's row. */
export interface RepAttainment extends PeriodForecast {
    readonly repId: string;
    readonly target: number;
}

/** What {@link measureAttainment} returns. */
export interface Attainment {
    /** Results of all reps against the sum of their targets. */
    readonly total: PeriodForecast & { readonly target: number };
    /** In the order of the targets. */
    readonly reps: readonly RepAttainment[];
}

/**
 * Measures what each rep has of the target, at which rate, and what the period ends at, as `forecastPeriod` tells it for each.
 *
 * @param targets - at least one; a rep without results has 0
 * @param results - of the period, until `asOf`
 * @param options - as of `forecastPeriod`
 * @returns O(reps * days + results)
 * @throws BeatplanError `invalid-input` with `unknown-id` for results of reps without a target, and the faults of `forecastPeriod`
 * @example
 * ```ts
 * const period = { start: '2027-01-04', end: '2027-01-11' };
 * const results = ['04', '05', '06', '07'].map((day) => ({ repId: 'ann', date: `2027-01-${day}`, amount: 10 }));
 * measureAttainment(period, [{ repId: 'ann', target: 100 }], results, '2027-01-07').reps[0].forecastAttainment?.value; // 0.8
 * ```
 */
export function measureAttainment(
    period: DateSpan,
    targets: readonly RepTarget[],
    results: readonly RepDayResult[],
    asOf: string,
    options: Omit<ForecastOptions, 'target'> = {},
): Attainment {
    const collector = new IssueCollector();
    const target = strict({ repId: text(), target: finite({ min: 0, max: 1e15 }) });
    checkStructure(loose({}), options, collector, ['options']);
    if (checkStructure(list(target), targets, collector, ['targets'])) {
        if (targets.length === 0) collector.add('empty-input', ['targets'], 'has no target');
        const ids = targets.map(({ repId }) => repId);
        checkIds(ids, collector, ['targets'], 'repId');
        if (checkStructure(list(loose({ repId: text() })), results, collector, ['results'])) {
            const known = new Set(ids);
            results.forEach(({ repId }, i) => {
                if (!known.has(repId))
                    collector.add('unknown-id', ['results', i, 'repId'], 'is the id of no rep with a target', {
                        received: repId,
                    });
            });
        }
    }
    if (typeof options === 'object' && options !== null && 'target' in options)
        collector.add('unknown-key', ['options', 'target'], 'is not a known key', {
            hint: 'give a target for each rep in targets',
        });
    const sum = collector.issues.length === 0 ? targets.reduce((all, one) => all + one.target, 0) : 0;
    let total: PeriodForecast | undefined;
    try {
        const bare = Array.isArray(results) ? results.map((row) => ({ date: row?.date, amount: row?.amount })) : results;
        total = forecastPeriod(period, bare, asOf, { ...options, target: sum });
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        collector.addAll(error.issues);
    }
    collector.throwIfAny('measureAttainment');
    const own = new Map<string, DayResult[]>(targets.map(({ repId }) => [repId, []]));
    for (const { repId, date, amount } of results) own.get(repId)!.push({ date, amount });
    return {
        total: { target: sum, ...total! },
        reps: targets.map(({ repId, target }) => ({
            repId,
            target,
            ...forecastPeriod(period, own.get(repId)!, asOf, { ...options, target }),
        })),
    };
}
