import type { Answer, Market } from '../plain/market.js';
import type { Absurdity } from './absurdity.js';
import { findBorderSwaps } from './border-swaps.js';
import { findDayAbsurdities } from './day-absurdities.js';
import { measurePlan, type PlanFigures } from './figures.js';
import { findHourCloser, findUnreachable } from './owner-absurdities.js';
import { PlanBook } from './plan-book.js';
import { findBunched, findHalfEmpty } from './visit-absurdities.js';

/** What the judge says about one plan. */
export interface Verdict {
    readonly figures: PlanFigures;
    readonly absurdities: readonly Absurdity[];
    /** Broken rules; none in a plan that could be driven. */
    readonly faults: readonly string[];
}

/** Judges a plan from the market and the answer alone. */
export function judgePlan(market: Market, answer: Answer): Verdict {
    const book = new PlanBook(market, answer);
    const absurdities = [
        ...findUnreachable(book),
        ...findDayAbsurdities(book),
        ...findHourCloser(book),
        ...findBunched(book),
        ...findHalfEmpty(book),
        ...findBorderSwaps(book),
    ];
    return { figures: measurePlan(book, answer.cpuSeconds), absurdities, faults: book.faults };
}
