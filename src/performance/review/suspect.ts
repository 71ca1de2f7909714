import { adjustForMany } from '../figures/false-discovery.js';
import type { ReviewFinding, ReviewFindingKind } from './review-data.js';

/** One thing that was looked at, with the chance that it only looks so. */
export interface Suspect {
    readonly pValue: number;
    /** Whether the difference is large enough to matter. */
    readonly matters: boolean;
    /** Describes it, with the p-value adjusted for all. */
    readonly describe: (adjusted: number) => ReviewFinding;
}

/** All things of one kind that were looked at. */
export interface Suspects {
    readonly kind: ReviewFindingKind;
    readonly suspects: readonly Suspect[];
    /** Why there is none. */
    readonly note?: string;
}

/**
 * Keeps what is not chance: within each kind the false discovery rate is held (Benjamini and Hochberg), between kinds the level is
 * divided (Bonferroni), so that a period in which nothing is wrong has any finding at most at the level.
 */
export function keepCertain(families: readonly Suspects[], level: number): ReviewFinding[] {
    const count = families.filter(({ suspects }) => suspects.length > 0).length;
    return families.flatMap(({ suspects }) => {
        const adjusted = adjustForMany(suspects.map(({ pValue }) => pValue));
        return suspects.flatMap(({ matters, describe }, i) => {
            const overall = Math.min(1, adjusted[i] * count);
            return matters && overall <= level ? [describe(overall)] : [];
        });
    });
}
