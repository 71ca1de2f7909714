import { SMALL_SAMPLE } from '../figures/ratio.js';
import type { FindingTest, ReviewRep } from './review-data.js';

/** A test as a finding has it. */
export function describeTest(name: string, pValue: number, adjusted: number, cases: number): FindingTest {
    return { name, pValue, adjusted, cases, reading: cases < SMALL_SAMPLE ? 'small-sample' : 'sound' };
}

/** `12 %`. */
export function percent(share: number): string {
    return `${Math.round(100 * share)} %`;
}

/** `1,234`: an amount in whole units of 100 cents. */
export function money(cents: number): string {
    return Math.round(cents / 100).toLocaleString('en-US');
}

/** `43.5 h`. */
export function hours(seconds: number): string {
    return `${(seconds / 3600).toFixed(1)} h`;
}

/** What a person calls a rep. */
export function nameOf({ id, name }: Pick<ReviewRep, 'id' | 'name'>): string {
    return name ?? id;
}
