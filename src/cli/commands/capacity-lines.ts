import { type Account, type AccountScore, type Rep, TIERS } from '../../market/index.js';
import type { Scorecard } from '../../performance/index.js';
import { type VisitPlan, workingDays } from '../../planning/index.js';

// From here on reps cannot do what is due, whatever the estimate of driving is off by.
const TOO_MUCH = 1.1;

/** The hours that are due in the period against those that reps work; if they are far too many, what decides them. */
export function capacityLines(
    { total, weeks }: Scorecard,
    calendar: VisitPlan,
    { accounts, reps }: { readonly accounts: readonly Account[]; readonly reps: readonly Rep[] },
    scores: readonly AccountScore[],
): string[] {
    let seconds = 0;
    for (const rep of reps) for (const { open, close } of workingDays(rep, calendar)) seconds += close - open;
    const due = (total.workload * weeks) / 4;
    if (seconds <= 0 || due <= 0) return [];
    const hours = (value: number): string => Math.round(value / 3600).toLocaleString('en-US');
    const share = due / seconds;
    const line = `work due: ${hours(due)} h of visits and driving, ${Math.round(100 * share)} % of ${hours(seconds)} working hours`;
    if (share < TOO_MUCH) return [line];
    const tiered = accounts.filter(({ tier }) => tier !== undefined).length;
    const counts = TIERS.map(
        (tier) => `${tier} ${percent(scores.filter((score) => score.tier === tier).length / scores.length)}`,
    );
    const by = tiered === 0 ? 'found by value' : tiered === accounts.length ? 'as given' : 'as given, else found by value';
    return [line, `  tiers ${by}: ${counts.join(', ')}; fewer visits by call_frequency, or by scoring.tiers of --config`];
}

function percent(share: number): string {
    return `${Math.round(100 * share)} %`;
}
