import type { TerritoryScore } from '../../performance/index.js';
import type { Report } from './report.js';

/** A territory's figures with what the page calls it. */
export interface ScoredTerritory {
    readonly score: TerritoryScore;
    readonly name: string;
    readonly rep: number;
    readonly color: number | undefined;
}

/** The scorecard's territories, in its order. */
export function scoredTerritories(report: Report): ScoredTerritory[] {
    const byId = new Map(report.territories.map((territory) => [territory.id, territory]));
    return report.data.scorecard.territories.map((score) => {
        const territory = byId.get(score.territoryId);
        return { score, name: territory?.name ?? score.territoryId, rep: territory?.rep ?? -1, color: territory?.color };
    });
}
