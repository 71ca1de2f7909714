import {
    anything,
    checkStructure,
    coordinates,
    type ErrorCode,
    finite,
    flag,
    IssueCollector,
    list,
    loose,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../../core/index.js';
import { greatCircleDistance, type Position } from '../../geo/index.js';
import { checkPosition } from '../../geo/internal.js';
import type { AccountConditions, Rep } from '../../market/index.js';
import { checkConditions, checkReps, conditionReader } from '../../market/internal.js';
import { PointIndex, type PolygonIndex } from '../../spatial/index.js';
import { planSchema } from '../model/check-plan.js';
import type { TerritoryPlan } from '../model/territory-plan.js';
import type { Unit } from '../model/unit.js';
import { type DrawnTerritories, indexShapes } from '../plan/plan-from-shapes.js';
import { WorkTable } from '../workload/territory-work.js';
import { checkWorkMatrix, type WorkMatrix } from '../workload/work-matrix.js';

/** A new contact who may become an account. */
export interface Lead {
    readonly id: string;
    readonly position: Position;
    /** Rep who is to have it, whatever the territory; one who is no rep any more is passed over, with `no-owner` as the reason. */
    readonly owner?: string;
    /** Skills that the rep needs, all of them. */
    readonly skills?: readonly string[];
    /** What the lead could buy in a year; for rules. */
    readonly potential?: number;
    /** Kind of account; for rules. */
    readonly segment?: string;
    /** Whatever else is known; for rules. */
    readonly data?: Readonly<Record<string, unknown>>;
}

/** Which reps have leads of a kind, whatever the territory. */
export interface LeadRouting {
    /** Which leads it takes, as in `segmentAccounts`. */
    readonly where: AccountConditions;
    /** Who has them, at least one: the one with the fewest leads of this batch is asked first, ties in this order. */
    readonly repIds: readonly string[];
}

/** What leads are assigned by; at least one of `plan` and `shapes` helps, without either the nearest home decides. */
export interface LeadTerritories {
    /** Territories with `repId`; their own id is taken for the rep's where they have none. */
    readonly plan?: TerritoryPlan;
    /** Positions of the plan's units: where a lead lies in no shape, the nearest unit's territory has it. */
    readonly units?: readonly Unit[];
    /** Outlines, as `territoryShapes` gives them. */
    readonly shapes?: DrawnTerritories;
}

/** Options of {@link assignLeads}. */
export interface LeadOptions {
    /** Most leads that a rep takes in this batch, by rep id. Default no limit. */
    readonly capacity?: Readonly<Record<string, number>>;
    /** Metres beyond which neither a unit nor a home counts as near. Default no limit. */
    readonly maxDistance?: number;
    /** Asked after the named owner, in order, whichever hold. Default none. */
    readonly routing?: readonly LeadRouting[];
    /** Whether a lead that no rep nearby can take goes to the rep with the fewest leads of this batch. Default false. */
    readonly roundRobin?: boolean;
    /**
     * What each lead means for each rep, as `estimateWork` gives it: who cannot serve a lead within a day is passed over where another rep
     * can, and by `nearest-home` the one whom it takes least is asked first. Default: the nearest home, however far.
     */
    readonly work?: WorkMatrix;
}

/** The rules in the order in which they are asked. */
export type LeadRule = 'named-owner' | 'routing' | 'territory-shape' | 'nearest-unit' | 'nearest-home' | 'round-robin';

/** One rule's answer about one rep. */
export interface LeadReason {
    readonly rule: LeadRule;
    readonly repId?: string;
    readonly territoryId?: string;
    /** To the unit or home, metres. */
    readonly distance?: number;
    /** Absent if the rule gave the lead to the rep; else why it did not. */
    readonly refused?: ErrorCode;
}

/** Where one lead goes and why. */
export interface LeadAssignment {
    readonly leadId: string;
    /** Absent if no rep can take it. */
    readonly repId?: string;
    readonly rule?: LeadRule;
    /** Every rep who was asked, in order; the last one has the lead, if any. */
    readonly reasons: readonly LeadReason[];
}

const NEAR_UNITS = 16;
const leadSchema = strict({
    id: text(),
    position: coordinates(),
    owner: optional(text()),
    skills: optional(list(text())),
    potential: optional(finite({ min: 0 })),
    segment: optional(text()),
    data: optional(record(anything())),
});

/**
 * Gives each new lead a rep: the one named as its owner, else one whom the routing names for its kind, else the one whose territory it lies
 * in, else the one of the nearest units, else the one who lives nearest, else, by round robin, the rep with the fewest. A rep who has no room
 * left, lacks a skill or cannot serve the lead within a day is passed over, and the next rule is asked.
 *
 * @param leads - in the order in which they come; earlier ones take room first
 * @param territories - what is known of the territories
 * @param reps - who can have leads
 * @returns one assignment a lead, in order, each with the whole trail of reasons. O(leads × log units), and reps where nothing else fits
 * @throws BeatplanError `invalid-input` with `unknown-id` for a capacity or routing of no rep, and the codes of positions and reps
 * @example
 * ```ts
 * const [{ repId, rule }] = assignLeads([{ id: 'new', position: [13.4, 52.5] }], { shapes }, reps);
 * ```
 */
export function assignLeads(
    leads: readonly Lead[],
    territories: LeadTerritories,
    reps: readonly Rep[],
    options: LeadOptions = {},
): LeadAssignment[] {
    check(leads, territories, reps, options);
    const desk = new LeadDesk(leads, territories, reps, options);
    return leads.map((lead) => desk.assign(lead));
}

class LeadDesk {
    private readonly meets: ReturnType<typeof conditionReader>;
    private readonly reps: readonly Rep[];
    private readonly repById: ReadonlyMap<string, Rep>;
    private readonly left: Map<string, number>;
    private readonly given: Map<string, number> = new Map();
    private readonly routing: readonly LeadRouting[];
    private readonly roundRobin: boolean;
    private readonly maxDistance: number;
    private readonly repOfTerritory: Map<string, string> = new Map();
    private readonly shapes: PolygonIndex | undefined;
    private readonly units: PointIndex | undefined;
    private readonly unitPositions: Position[] = [];
    private readonly territoryOfUnit: string[] = [];
    private readonly work: WorkTable | undefined;

    constructor(leads: readonly Lead[], { plan, units, shapes }: LeadTerritories, reps: readonly Rep[], options: LeadOptions) {
        this.meets = conditionReader(leads);
        this.reps = reps;
        this.repById = new Map(reps.map((rep) => [rep.id, rep]));
        this.left = new Map(reps.map((rep) => [rep.id, options.capacity?.[rep.id] ?? Number.POSITIVE_INFINITY]));
        this.maxDistance = options.maxDistance ?? Number.POSITIVE_INFINITY;
        this.routing = options.routing ?? [];
        this.roundRobin = options.roundRobin ?? false;
        this.work = options.work === undefined ? undefined : new WorkTable(options.work);
        if (shapes !== undefined) this.shapes = indexShapes(shapes);
        for (const { properties } of shapes?.features ?? [])
            this.repOfTerritory.set(properties.id, properties.repId ?? properties.id);
        const positionOf = new Map((units ?? []).map((unit) => [unit.id, unit.position]));
        for (const territory of plan?.territories ?? []) {
            this.repOfTerritory.set(territory.id, territory.repId ?? territory.id);
            for (const unitId of territory.unitIds) {
                const position = positionOf.get(unitId);
                if (position === undefined) continue;
                this.unitPositions.push(position);
                this.territoryOfUnit.push(territory.id);
            }
        }
        if (this.unitPositions.length > 0) this.units = new PointIndex(this.unitPositions);
    }

    assign(lead: Lead): LeadAssignment {
        const reasons: LeadReason[] = [];
        const asked = new Set<string>();
        const last =
            this.askNamed(lead, reasons, asked) ??
            this.askRouting(lead, reasons, asked) ??
            this.askShapes(lead, reasons, asked) ??
            this.askUnits(lead, reasons, asked) ??
            this.askHomes(lead, reasons, asked) ??
            this.askAll(lead, reasons, asked);
        if (last?.repId === undefined) return { leadId: lead.id, reasons };
        this.left.set(last.repId, this.left.get(last.repId)! - 1);
        this.given.set(last.repId, this.leadsOf(last.repId) + 1);
        return { leadId: lead.id, repId: last.repId, rule: last.rule, reasons };
    }

    private askNamed(lead: Lead, reasons: LeadReason[], asked: Set<string>): LeadReason | undefined {
        if (lead.owner === undefined) return undefined;
        return this.ask(lead, { rule: 'named-owner', repId: lead.owner }, reasons, asked);
    }

    private askRouting(lead: Lead, reasons: LeadReason[], asked: Set<string>): LeadReason | undefined {
        for (const { where, repIds } of this.routing) {
            if (!this.meets(lead, where)) continue;
            const answer = this.askFewest(lead, 'routing', repIds, reasons, asked);
            if (answer !== undefined) return answer;
        }
        return undefined;
    }

    private askAll(lead: Lead, reasons: LeadReason[], asked: Set<string>): LeadReason | undefined {
        if (!this.roundRobin) return undefined;
        const repIds = this.reps.map((rep) => rep.id);
        return this.askFewest(lead, 'round-robin', repIds, reasons, asked);
    }

    private askFewest(
        lead: Lead,
        rule: LeadRule,
        repIds: readonly string[],
        reasons: LeadReason[],
        asked: Set<string>,
    ): LeadReason | undefined {
        for (const repId of [...repIds].sort((a, b) => this.leadsOf(a) - this.leadsOf(b))) {
            const answer = this.ask(lead, { rule, repId }, reasons, asked);
            if (answer !== undefined) return answer;
        }
        return undefined;
    }

    private leadsOf(repId: string): number {
        return this.given.get(repId) ?? 0;
    }

    private askShapes(lead: Lead, reasons: LeadReason[], asked: Set<string>): LeadReason | undefined {
        for (const territoryId of this.shapes?.containing(lead.position) ?? []) {
            const reason = {
                rule: 'territory-shape' as const,
                territoryId,
                repId: this.repOfTerritory.get(territoryId) ?? territoryId,
            };
            const answer = this.ask(lead, reason, reasons, asked);
            if (answer !== undefined) return answer;
        }
        return undefined;
    }

    private askUnits(lead: Lead, reasons: LeadReason[], asked: Set<string>): LeadReason | undefined {
        for (const index of this.units?.nearest(lead.position, { count: NEAR_UNITS }) ?? []) {
            const distance = greatCircleDistance(lead.position, this.unitPositions[index]);
            if (distance > this.maxDistance) break;
            const territoryId = this.territoryOfUnit[index];
            const reason = {
                rule: 'nearest-unit' as const,
                territoryId,
                repId: this.repOfTerritory.get(territoryId) ?? territoryId,
                distance,
            };
            const answer = this.ask(lead, reason, reasons, asked);
            if (answer !== undefined) return answer;
        }
        return undefined;
    }

    private askHomes(lead: Lead, reasons: LeadReason[], asked: Set<string>): LeadReason | undefined {
        const near = this.reps
            .map((rep) => ({
                rep,
                distance: greatCircleDistance(lead.position, rep.home),
                work: this.canServe(lead, rep.id) ? (this.work?.durationOf(lead.id, rep.id) ?? 0) : Number.POSITIVE_INFINITY,
            }))
            .filter(({ distance }) => distance <= this.maxDistance)
            .sort((a, b) => (a.work === b.work ? a.distance - b.distance : a.work - b.work));
        for (const { rep, distance } of near) {
            const answer = this.ask(lead, { rule: 'nearest-home', repId: rep.id, distance }, reasons, asked);
            if (answer !== undefined) return answer;
        }
        return undefined;
    }

    // Every rep is asked once; the answer stands in the trail either way.
    private ask(
        lead: Lead,
        reason: LeadReason & { repId: string },
        reasons: LeadReason[],
        asked: Set<string>,
    ): LeadReason | undefined {
        if (asked.has(reason.repId)) return undefined;
        asked.add(reason.repId);
        const refused = this.refusal(lead, reason.repId);
        const answer: LeadReason = refused === undefined ? reason : { ...reason, refused };
        reasons.push(answer);
        return refused === undefined ? answer : undefined;
    }

    private refusal(lead: Lead, repId: string): ErrorCode | undefined {
        const rep = this.repById.get(repId);
        if (rep === undefined) return 'no-owner';
        if (!(lead.skills ?? []).every((skill) => rep.skills?.includes(skill) === true)) return 'skill-missing';
        if (!this.canServe(lead, repId)) return 'out-of-reach';
        return this.left.get(repId)! < 1 ? 'capacity-exceeded' : undefined;
    }

    /** Whether a rep can serve a lead within a day, as far as is known; what no rep reaches, any rep may have. */
    private canServe(lead: Lead, repId: string): boolean {
        const reach = this.work?.reach(lead.id, repId);
        return reach === undefined || reach.byThis || !reach.byAny;
    }
}

const territoriesSchema: Schema = strict({
    plan: optional(planSchema),
    units: optional(list(loose({ id: text(), position: coordinates() }))),
    shapes: optional(anything()),
});

function check(leads: readonly Lead[], territories: LeadTerritories, reps: readonly Rep[], options: LeadOptions): void {
    const collector = new IssueCollector();
    if (checkStructure(territoriesSchema, territories, collector, ['territories'])) {
        territories.units?.forEach(({ position }, i) => {
            checkPosition(position, ['territories', 'units', i, 'position'], collector);
        });
    }
    const known = new Set(checkReps(reps, collector) ? reps.map((rep) => rep.id) : []);
    const areLeads = checkStructure(list(leadSchema), leads, collector, ['leads']);
    if (areLeads) {
        const ids = new Set<string>();
        leads.forEach(({ id, position }, index) => {
            if (ids.has(id))
                collector.add('duplicate-id', ['leads', index, 'id'], 'is already used by another lead', { received: id });
            ids.add(id);
            checkPosition(position, ['leads', index, 'position'], collector);
        });
    }
    const schema = strict({
        capacity: optional(record(anything())),
        maxDistance: optional(finite({ min: 0 })),
        routing: optional(list(strict({ where: anything(), repIds: list(text()) }))),
        roundRobin: optional(flag()),
        work: optional(anything()),
    });
    if (checkStructure(schema, options, collector, ['options'])) {
        options.routing?.forEach(({ where, repIds }, index) => {
            const path = ['options', 'routing', index];
            checkConditions(where, [...path, 'where'], collector, areLeads ? leads : []);
            if (repIds.length === 0)
                collector.add('empty-input', [...path, 'repIds'], 'is empty', { expected: 'at least one rep' });
            repIds.forEach((id, k) => {
                if (!known.has(id)) collector.add('unknown-id', [...path, 'repIds', k], 'unknown rep id', { received: id });
            });
        });
        if (options.work !== undefined) {
            const leadIds = areLeads ? leads.map(({ id }) => id) : [];
            checkWorkMatrix(options.work, leadIds, [...known], ['options', 'work'], collector);
        }
        for (const [id, capacity] of Object.entries(options.capacity ?? {})) {
            const path = ['options', 'capacity', id];
            if (!known.has(id)) collector.add('unknown-id', path, 'unknown rep id', { received: id });
            checkStructure(finite({ min: 0, infinite: true }), capacity, collector, path);
        }
    }
    collector.throwIfAny('assignLeads');
}
