import { checkReportInput } from './check-input.js';
import { packReport } from './pack.js';
import type { ReportInput } from './report-input.js';
import { writePage } from './template.js';

/**
 * Writes a plan as one HTML file that needs no server and no network: a map with territories, accounts and daily routes, each rep's
 * days with arrival times, the scorecard, and the calls that found no place.
 *
 * Use it to show a plan to the people who work with it: the file opens by a double click, can be mailed, and prints.
 *
 * @param input - the plan and what it was made from. Names are shown as text, whatever they hold. At most some 3,000 accounts and
 *     10,000 visits stay smooth in a browser.
 * @returns a whole HTML document; below 2.5 MB for 3,000 accounts with 7,000 visits. Equal inputs give equal documents.
 * @throws BeatplanError `invalid-input` if an id is doubled or unknown, a position is not on Earth, or a key is misspelt
 *
 * @example
 * ```ts
 * const plan = planBeats(accounts, reps, { start: '2027-01-04', weeks: 4 });
 * const html = renderReport({ accounts, reps, plan, shapes, scorecard: scorecard(accounts, reps, plan) });
 * ```
 */
export function renderReport(input: ReportInput): string {
    checkReportInput(input);
    return writePage(packReport(input));
}
