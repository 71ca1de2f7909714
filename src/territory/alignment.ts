import { checkStructure, type IssueCollector, type IssuePath, list, strict, text } from '../core/index.js';

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

const alignmentSchema = strict({ territories: list(strict({ id: text(), unitIds: list(text()) })) });

/** Checks what an alignment needs and adds an issue for each fault; whatever else a plan holds does not matter here. */
export function checkAlignment(alignment: Alignment, collector: IssueCollector, path: IssuePath): boolean {
    const territories: unknown = alignment?.territories;
    const needed = Array.isArray(territories)
        ? { territories: territories.map((territory) => ({ id: territory?.id, unitIds: territory?.unitIds })) }
        : alignment;
    return checkStructure(alignmentSchema, needed, collector, path);
}
