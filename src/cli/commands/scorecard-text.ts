import type { Activity, FindingKind, Scorecard, TerritoryScore } from '../../performance/index.js';
import { counted, textTable } from '../terminal/text-table.js';

const HEADING = ['territory', 'rep', 'accounts', 'load', 'visits', 'of due', 'days', 'km', 'h driving', 'driving', 'used'];

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
        `load: work due against the share of the rep, 1000 on target; furthest from it ${percent(workload.maxDeviation)}, spread ${percent(workload.coefficientOfVariation)}`,
        'driving: share of the time on the road; used: share of the working hours',
        `${potentialCovered === undefined ? '' : `potential reached ${percent(potentialCovered)}, `}accounts reached ${percent(scorecard.total.coverage)}`,
        `territories in several parts: ${scorecard.splitTerritories}`,
        `planned hours: furthest from the share of a rep ${percent(scorecard.maxHoursDeviation)}`,
        ...findingLines(scorecard),
    ];
    return lines.join('\n');
}

const KINDS: Readonly<Record<FindingKind, string>> = {
    'owner-out-of-reach': 'accounts that only another rep can reach in a day',
    'closer-rep': 'accounts an hour closer to a rep who has no more to do',
    'far-trip': 'far trips for one or two visits that others have room for',
    'lone-visit': 'days with one visit that fits elsewhere',
    'dissolvable-day': 'days whose visits fit other days',
};

// How many of each kind, with the first as an example.
function findingLines({ findings }: Scorecard): string[] {
    if (findings.length === 0) return [];
    const lines = ['', 'what could be better (all of it stands in scorecard.json):'];
    for (const [kind, what] of Object.entries(KINDS)) {
        const own = findings.filter((finding) => finding.kind === kind);
        if (own.length > 0) lines.push(`  ${own.length} ${what}: ${own[0].message}; ${own[0].fix}`);
    }
    return lines;
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
