import { finite, flag, list, loose, oneOf, optional, type Schema, satisfying, text } from '../core/index.js';
import { isDate } from '../market/index.js';
import { REVIEW_FINDING_KINDS } from '../performance/index.js';
import { PRAISE_WORDS } from './review-words.js';

const date = satisfying((value) => typeof value === 'string' && isDate(value), 'is not a date', 'YYYY-MM-DD', 'invalid-date');
const anyText = satisfying((value) => typeof value === 'string', 'is not a text', 'a text');
const amount = finite();
const orNull = satisfying(
    (value) => value === null || (typeof value === 'number' && Number.isFinite(value)),
    'is neither a number nor null',
    'a number, or null',
);
const ratio = loose({ value: orNull, whole: amount });
const slices = list(amount);

const FIGURES = {
    accounts: amount,
    sales: amount,
    orders: amount,
    calls: amount,
    callsDue: amount,
    completion: ratio,
    serviceDuration: amount,
    travelDuration: amount,
    windshieldShare: ratio,
    utilization: optional(ratio),
    cost: amount,
    margin: amount,
    contribution: amount,
    intervals: loose({ intervals: amount, late: amount, adherence: ratio }),
    adherence: optional(loose({ moved: amount, missed: amount, adherence: ratio })),
    salesBySlice: slices,
    callsBySlice: slices,
};

const rep = loose({
    ...FIGURES,
    repId: text(),
    name: anyText,
    teamId: optional(anyText),
    expectedSales: optional(amount),
    salesIndex: optional(amount),
    quota: optional(loose({ quota: amount, attainment: ratio, forecast: orNull })),
});

const finding = loose({
    kind: oneOf([...REVIEW_FINDING_KINDS]),
    repId: optional(anyText),
    accountId: optional(anyText),
    worth: amount,
    message: anyText,
    test: loose({ name: anyText, adjusted: finite({ min: 0, max: 1 }), reading: anyText }),
    action: loose({ message: anyText }),
});

const spread = loose({ maxDeviation: amount, coefficientOfVariation: amount, gini: amount, jain: amount });

/** What a page shows of a review; whatever else it holds is not looked at. */
export const REVIEW_SCHEMA: Schema = loose({
    period: loose({ start: date, end: date }),
    currency: optional(anyText),
    slices: list(date),
    team: loose(FIGURES),
    reps: list(rep),
    tiers: list(
        loose({
            tier: optional(anyText),
            accounts: amount,
            calls: amount,
            callsDue: amount,
            coverage: ratio,
            fullCoverage: ratio,
            potentialReached: ratio,
        }),
    ),
    findings: list(finding),
    praise: list(loose({ kind: oneOf(Object.keys(PRAISE_WORDS)), message: anyText, isCertain: flag() })),
    fairness: loose({ hours: optional(spread), calls: optional(spread), potential: optional(spread), sales: optional(spread) }),
    drift: list(loose({ workloadIndex: amount, isOutOfTolerance: flag() })),
    costlyAccounts: list(
        loose({
            accountId: anyText,
            name: anyText,
            repId: optional(anyText),
            sales: amount,
            orders: amount,
            calls: amount,
            cost: amount,
            contribution: amount,
        }),
    ),
    notes: list(anyText),
});
