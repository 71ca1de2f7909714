import { checkStructure, type IssueCollector, type IssuePath, list, loose, type Schema, text } from '../../core/index.js';

/** Which units belong to which territory; every `TerritoryPlan` is one. */
export interface Alignment {
    readonly territories: readonly { readonly id: string; readonly unitIds: readonly string[] }[];
}

/** Territory of each unit, by id; of a unit that stands in several, the first. */
export function territoryOfUnits(alignment: Alignment): Map<string, string> {
    const territoryOf = new Map<string, string>();
    for (const { id, unitIds } of alignment.territories) {
        for (const unitId of unitIds) if (!territoryOf.has(unitId)) territoryOf.set(unitId, id);
    }
    return territoryOf;
}

/** Structure of an alignment, whatever else it and its territories hold. */
export const alignmentSchema: Schema = loose({ territories: list(loose({ id: text(), unitIds: list(text()) })) });

/** Checks what an alignment needs and adds an issue for each fault; whatever else a plan holds does not matter here. */
export function checkAlignment(alignment: Alignment, collector: IssueCollector, path: IssuePath): boolean {
    return checkStructure(alignmentSchema, alignment, collector, path);
}
