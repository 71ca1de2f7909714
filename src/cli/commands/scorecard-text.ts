import type { Activity, Scorecard, TerritoryScore } from '../../performance/index.js';
import { counted, textTable } from '../terminal/text-table.js';

const HEADING = ['territory', 'rep', 'accounts', 'load', 'calls', 'of due', 'days', 'km', 'h driving', 'driving', 'used'];

/** The scorecard as a table for a terminal. */
export function scorecardText(scorecard: Scorecard): string {
    const rows = scorecard.territories.map((territory) => [
        territory.territoryId,
        territory.repName ?? territory.repId ?? '',
        ...figures(territory, `${Math.round(territory.workloadIndex)}`),
    ]);
    const table = textTable([HEADING, ...rows, ['total', '', ...figures(scorecard.total, '')]], 2);
    const { workload } = scorecard.balance;
    const { potentialCovered } = scorecard.total;
    const lines = [
        `Plan of ${counted(scorecard.weeks, 'week')} from ${scorecard.start}: ${counted(scorecard.total.accounts, 'account')}, ${counted(scorecard.reps, 'rep')}`,
        '',
        table,
        '',
        `load: work due against the share of the rep, 1000 on target; furthest from it ${percent(scorecard.maxWorkloadDeviation)}, spread ${percent(workload.coefficientOfVariation)}`,
        'driving: share of the time on the road; used: share of the working hours',
        `${potentialCovered === undefined ? '' : `potential reached ${percent(potentialCovered)}, `}accounts reached ${percent(scorecard.total.coverage)}`,
        `territories in several parts: ${scorecard.splitTerritories}`,
    ];
    return lines.join('\n');
}

function figures(activity: Activity | TerritoryScore, load: string): string[] {
    return [
        String(activity.accounts),
        load,
        String(activity.visitsPlanned),
        percent(activity.completion),
        String(activity.daysWorked),
        String(Math.round(activity.distance / 1000)),
        String(Math.round(activity.travelDuration / 3600)),
        percent(activity.windshieldShare),
        percent(activity.utilization),
    ];
}

function percent(share: number): string {
    // Only all is 100 %, and only nothing is 0 %, as in the report.
    if (share === 0 || share >= 1) return `${(share * 100).toFixed(0)} %`;
    return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}
