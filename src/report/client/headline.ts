import type { Scorecard } from '../../performance/index.js';
import { element } from './dom.js';
import { formatCount, formatDecimal, formatDistance, formatDuration, formatShare } from './format.js';
import type { Report } from './report.js';

/** The figures that a plan is judged by, at the top of the page. */
export function showHeadline(target: HTMLElement, report: Report): void {
    const { total, balance }: Scorecard = report.data.scorecard;
    const { distanceUnit } = report.data;
    const perDay = total.daysWorked === 0 ? 0 : total.distance / total.daysWorked;
    const figures: readonly (readonly [label: string, value: string, note: string])[] = [
        [
            'Visits planned',
            formatCount(total.visitsPlanned),
            `of ${formatCount(total.visitsDue)} due, ${formatShare(total.completion)}`,
        ],
        ['Coverage', formatShare(total.coverage), 'of accounts get a visit'],
        ...(total.potentialCovered === undefined
            ? []
            : [['Potential covered', formatShare(total.potentialCovered), 'weighted by visits due'] as const]),
        [
            'Windshield time',
            formatShare(total.windshieldShare),
            `${formatDuration(total.travelDuration / Math.max(1, total.daysWorked))} a day`,
        ],
        ['Visits per day', formatDecimal(total.visitsPerDay), `${formatDistance(perDay, distanceUnit)} a day`],
        ['Worst deviation', formatShare(balance.workload.maxDeviation), 'workload against target'],
    ];
    for (const [label, value, note] of figures) {
        target.append(
            element(
                'div',
                { class: 'figure' },
                element('dt', {}, label),
                element(
                    'dd',
                    {},
                    element('span', { class: 'figure-value' }, value),
                    element('span', { class: 'figure-note' }, note),
                ),
            ),
        );
    }
}
