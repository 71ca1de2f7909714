import { checkStructure, finite, IssueCollector, strict } from '../../core/index.js';
import { cents } from '../figures/periods.js';

/** What a sale has to pay for. */
export interface BreakEvenInput {
    /** Cents, from 0. */
    readonly costPerCall: number;
    /** Calls that a sale takes, above 0. */
    readonly callsToClose: number;
    /** Share of sales that may go into selling, above 0, up to 1. */
    readonly salesCostShare: number;
}

/**
 * Returns the sales that pay for the calls they take: cost per call * calls to close / sales-cost share.
 *
 * @returns whole cents, rounded up
 * @throws BeatplanError `invalid-input` with `out-of-range` for a share of 0, which no volume pays for
 * @example
 * ```ts
 * breakEvenVolume({ costPerCall: 20_000, callsToClose: 5, salesCostShare: 0.1 }); // 1000000
 * ```
 */
export function breakEvenVolume(input: BreakEvenInput): number {
    const collector = new IssueCollector();
    const keys = {
        costPerCall: cents(0),
        callsToClose: finite({ moreThan: 0, max: 1e6 }),
        salesCostShare: finite({ min: 1e-9, max: 1 }),
    };
    checkStructure(strict(keys), input, collector, ['input']);
    collector.throwIfAny('breakEvenVolume');
    const { costPerCall, callsToClose, salesCostShare } = input;
    const volume = (costPerCall * callsToClose) / salesCostShare;
    // 1000000.0000000001 is 1000000.
    return Math.ceil(volume - 1e-12 * volume);
}
