import { checkStructure, finite, IssueCollector, list, strict, text } from '../../core/index.js';
import { checkIds } from '../figures/periods.js';
import { type Proportion, proportionOf } from '../figures/ratio.js';

/** How many came as far as a stage. */
export interface FunnelStage {
    /** Such as `calls`; unique. */
    readonly stage: string;
    /** Whole number from 0, at most that of the stage before. */
    readonly count: number;
}

/** A stage with its rates. */
export interface FunnelStep extends FunnelStage {
    /** Count / count of the stage before; absent for the first. */
    readonly conversion?: Proportion;
    /** Count / count of the first stage. */
    readonly overall: Proportion;
}

/**
 * Measures how many go on from each stage of a funnel to the next, with 95 % intervals.
 *
 * @param stages - from first to last, at least one
 * @throws BeatplanError `invalid-input` with `out-of-range` for a rate above 1
 * @example
 * ```ts
 * const [, meetings] = measureFunnel([{ stage: 'calls', count: 200 }, { stage: 'meetings', count: 50 }]);
 * meetings.conversion?.value; // 0.25
 * ```
 * @see Wilson 1927, "Probable inference, the law of succession, and statistical inference", doi:10.1080/01621459.1927.10502953
 */
export function measureFunnel(stages: readonly FunnelStage[]): FunnelStep[] {
    const collector = new IssueCollector();
    const row = strict({ stage: text(), count: finite({ min: 0, integer: true }) });
    if (checkStructure(list(row), stages, collector, ['stages'])) {
        if (stages.length === 0) collector.add('empty-input', ['stages'], 'has no stage');
        checkIds(
            stages.map(({ stage }) => stage),
            collector,
            ['stages'],
            'stage',
        );
        stages.forEach(({ count }, i) => {
            if (i > 0 && count > stages[i - 1].count)
                collector.add('out-of-range', ['stages', i, 'count'], 'makes a conversion rate above 1', {
                    received: count,
                    expected: `at most ${stages[i - 1].count}, as in the stage before`,
                });
        });
    }
    collector.throwIfAny('measureFunnel');
    return stages.map(
        ({ stage, count }, i): FunnelStep => ({
            stage,
            count,
            ...(i === 0 ? {} : { conversion: proportionOf(count, stages[i - 1].count) }),
            overall: proportionOf(count, stages[0].count),
        }),
    );
}
