import { greatCircleDistance, type Position } from '../../geo/index.js';
import { buildContiguity } from '../graph/contiguity.js';
import { type Alignment, territoryOfUnits } from '../model/alignment.js';
import type { Unit } from '../model/unit.js';
import type { WorkMatrix } from '../workload/work-matrix.js';
import type { DesignOptions } from './design-options.js';

/** What happens to a plan, as far as it tells whom it concerns. */
export interface StaffChange {
    readonly leave: readonly string[];
    readonly join: readonly { readonly id: string; readonly position?: Position }[];
}

/** Finds whom a change concerns: the territories around those that leave or join. */
export class RebalanceRegion {
    private readonly units: readonly Unit[];
    private readonly home: ReadonlyMap<string, string>;
    private readonly leaving: ReadonlySet<string>;
    private readonly options: Pick<DesignOptions, 'metric' | 'edges' | 'work'>;
    /** Territories that touch each territory. */
    private readonly around = new Map<string, Set<string>>();

    constructor(
        units: readonly Unit[],
        incumbent: Alignment,
        leave: readonly string[],
        options: Pick<DesignOptions, 'metric' | 'edges' | 'work'>,
    ) {
        this.units = units;
        this.home = territoryOfUnits(incumbent);
        this.leaving = new Set(leave);
        this.options = options;
        const { metric, edges } = options;
        const { offsets, neighbours } = buildContiguity(units, {
            ...(metric === undefined ? {} : { metric }),
            ...(edges === undefined ? {} : { edges }),
        });
        for (let u = 0; u < units.length; u++) {
            const own = this.home.get(units[u].id);
            if (own === undefined) continue;
            const others = this.around.get(own) ?? new Set<string>();
            this.around.set(own, others);
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                const other = this.home.get(units[neighbours[e]].id);
                if (other !== undefined && other !== own) others.add(other);
            }
        }
    }

    /** The territories that stay and take part: those that touch one that leaves, and those in which one that joins begins. */
    first({ leave, join }: StaffChange): Set<string> {
        const region = new Set<string>();
        for (const id of leave) {
            for (const other of this.around.get(id) ?? []) region.add(other);
            for (const other of this.ableFor(id)) region.add(other);
        }
        for (const { position } of join) for (const other of this.aroundPlace(position)) region.add(other);
        return this.staying(region);
    }

    /** A region with all territories that touch it. */
    grow(region: ReadonlySet<string>): Set<string> {
        const larger = new Set(region);
        for (const id of region) for (const other of this.around.get(id) ?? []) larger.add(other);
        return this.staying(larger);
    }

    // Territories that leave have no rep, but a unit that touches them touches what is beyond.
    private staying(region: ReadonlySet<string>): Set<string> {
        const staying = new Set<string>();
        for (const id of region) {
            if (!this.leaving.has(id)) staying.add(id);
            else for (const other of this.around.get(id) ?? []) if (!this.leaving.has(other)) staying.add(other);
        }
        return staying;
    }

    // The rep who could serve best what no rep around may serve.
    private ableFor(territory: string): Set<string> {
        const { work } = this.options;
        const able = new Set<string>();
        if (work === undefined) return able;
        const around = this.around.get(territory) ?? new Set<string>();
        const rowOf = new Map(work.unitIds.map((id, row) => [id, row]));
        for (const { id } of this.units) {
            if (this.home.get(id) !== territory) continue;
            const who = servants(work, rowOf.get(id)!).filter((other) => !this.leaving.has(other));
            if (who.length > 0 && !who.some((other) => around.has(other))) able.add(who[0]);
        }
        return able;
    }

    // Whose units are the nearest to a place, as many as an average territory has; without a place, around the largest territory.
    private aroundPlace(position: Position | undefined): Set<string> {
        const sizes = new Map<string, number>();
        for (const id of this.home.values()) sizes.set(id, (sizes.get(id) ?? 0) + 1);
        if (position === undefined) {
            const [largest] = [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
            return largest === undefined ? new Set() : new Set([largest[0], ...(this.around.get(largest[0]) ?? [])]);
        }
        const isPlanar = this.options.metric === 'planar';
        const distances = new Map(
            this.units.map(({ id, position: at }) => [
                id,
                isPlanar ? Math.hypot(at[0] - position[0], at[1] - position[1]) : greatCircleDistance(at, position),
            ]),
        );
        const nearest = [...distances].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
        const count = Math.max(1, Math.ceil(this.units.length / (sizes.size + 1)));
        return new Set(nearest.slice(0, count).flatMap(([id]) => this.home.get(id) ?? []));
    }
}

// Territories that can serve a unit, the least work first.
function servants({ offsets, columns, territoryIds }: WorkMatrix, row: number): string[] {
    return columns.slice(offsets[row], offsets[row + 1]).map((column) => territoryIds[column]);
}
