import { checkStructure, finite, IssueCollector, list, loose, optional, text } from '../../core/index.js';
import { type Ratio, ratioOf } from '../figures/ratio.js';

/** Time that one call took. */
export interface TimedCall {
    readonly repId: string;
    /** Seconds on site, from 0; default 0. */
    readonly duration?: number;
    /** Seconds at the wheel to get there, from 0; default 0. */
    readonly travelDuration?: number;
}

/** Time on site and on the road. */
export interface WindshieldFigures {
    readonly calls: number;
    readonly serviceDuration: number;
    readonly travelDuration: number;
    /** Travel / (travel + service): windshield share. */
    readonly windshieldShare: Ratio;
    /** Travel / calls, seconds. */
    readonly travelPerCall: Ratio;
}

/** What {@link measureWindshield} returns. */
export interface Windshield {
    readonly total: WindshieldFigures;
    /** In order of first appearance. */
    readonly reps: readonly (WindshieldFigures & { readonly repId: string })[];
}

/**
 * Measures how much of the time of calls was spent at the wheel, in all and by rep.
 *
 * @param calls - may be empty
 * @returns O(n)
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * measureWindshield([{ repId: 'ann', duration: 1800, travelDuration: 600 }]).total.windshieldShare.value; // 0.25
 * ```
 */
export function measureWindshield(calls: readonly TimedCall[]): Windshield {
    const collector = new IssueCollector();
    const seconds = optional(finite({ min: 0, max: 1e9 }));
    const row = loose({ repId: text(), duration: seconds, travelDuration: seconds });
    checkStructure(list(row), calls, collector, ['calls']);
    collector.throwIfAny('measureWindshield');
    const groups = new Map<string, TimedCall[]>();
    for (const call of calls) {
        const group = groups.get(call.repId);
        if (group === undefined) groups.set(call.repId, [call]);
        else group.push(call);
    }
    return { total: sumTimes(calls), reps: [...groups].map(([repId, own]) => ({ repId, ...sumTimes(own) })) };
}

function sumTimes(calls: readonly TimedCall[]): WindshieldFigures {
    let serviceDuration = 0;
    let travelDuration = 0;
    for (const call of calls) {
        serviceDuration += call.duration ?? 0;
        travelDuration += call.travelDuration ?? 0;
    }
    return {
        calls: calls.length,
        serviceDuration,
        travelDuration,
        windshieldShare: ratioOf(travelDuration, travelDuration + serviceDuration),
        travelPerCall: ratioOf(travelDuration, calls.length),
    };
}
