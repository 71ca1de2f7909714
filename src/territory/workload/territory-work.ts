import type { Territory } from '../model/territory-plan.js';
import { findEntry, type WorkMatrix } from './work-matrix.js';

/** What units mean in work for the rep of a territory. */
export interface TerritoryWork {
    /** Seconds in four weeks of each unit that the rep can serve, by unit id. */
    readonly durations: ReadonlyMap<string, number>;
    /** Seconds of all of them. */
    readonly total: number;
}

/** Looks work up for territories of a plan, whose reps are the columns: by `repId`, else by the territory's own id. */
export class WorkTable {
    readonly #work: WorkMatrix;
    readonly #rowOf: ReadonlyMap<string, number>;
    readonly #columnOf: ReadonlyMap<string, number>;

    /** @param work - checked */
    constructor(work: WorkMatrix) {
        this.#work = work;
        this.#rowOf = new Map(work.unitIds.map((id, row) => [id, row]));
        this.#columnOf = new Map(work.territoryIds.map((id, column) => [id, column]));
    }

    /** Seconds that a unit takes a rep; 0 if the rep cannot serve it, undefined if either is unknown. */
    durationOf(unitId: string, territoryId: string): number | undefined {
        const row = this.#rowOf.get(unitId);
        const column = this.#columnOf.get(territoryId);
        if (row === undefined || column === undefined) return undefined;
        const entry = findEntry(this.#work, row, column);
        return entry === -1 ? 0 : this.#work.durations[entry];
    }

    /** Seconds that a unit takes the rep who takes least; 0 if no rep can serve it, undefined if the unit is unknown. */
    leastOf(unitId: string): number | undefined {
        const row = this.#rowOf.get(unitId);
        if (row === undefined) return undefined;
        const { offsets, durations } = this.#work;
        return offsets[row] === offsets[row + 1] ? 0 : durations[offsets[row]];
    }

    /** Whether any rep can serve a unit, and whether a given rep can. */
    reach(unitId: string, territoryId: string): { readonly byAny: boolean; readonly byThis: boolean } {
        const row = this.#rowOf.get(unitId);
        const column = this.#columnOf.get(territoryId);
        if (row === undefined || column === undefined) return { byAny: true, byThis: true };
        const byAny = this.#work.offsets[row] < this.#work.offsets[row + 1];
        return { byAny, byThis: findEntry(this.#work, row, column) !== -1 };
    }

    /** The work of a territory for its rep; undefined if no rep has its name. */
    ofTerritory({ id, repId }: Pick<Territory, 'id' | 'repId'>, unitIds: readonly string[]): TerritoryWork | undefined {
        const who = repId !== undefined && this.#columnOf.has(repId) ? repId : id;
        if (!this.#columnOf.has(who)) return undefined;
        const durations = new Map<string, number>();
        let total = 0;
        for (const unitId of unitIds) {
            const duration = this.durationOf(unitId, who);
            if (duration === undefined || !this.reach(unitId, who).byThis) continue;
            durations.set(unitId, duration);
            total += duration;
        }
        return { durations, total };
    }
}
