import { type Alignment, territoryOfUnits } from '../model/alignment.js';
import { deviationFrom } from '../model/balance.js';
import { type BalancedMeasure, measureOf } from '../model/measure.js';
import type { TerritoryPlan } from '../model/territory-plan.js';
import type { Unit } from '../model/unit.js';
import type { UnitMove } from '../plan/diff-plans.js';
import { findEntry, WORKLOAD, type WorkMatrix } from '../workload/work-matrix.js';

/** What a move is for. */
export type MoveReason =
    /** Its territory left the plan. */
    | 'inherited'
    /** It goes to a territory that joined the plan. */
    | 'joined'
    /** The rep who had it cannot serve it within a day. */
    | 'out-of-reach'
    /** The territory that had it had more than its share. */
    | 'overload'
    /** The territory that gets it had less than its share. */
    | 'underload'
    /** It makes way for other moves, or lies better where it is now. */
    | 'passage';

/** A unit that changes hands, with the reason. */
export interface ExplainedMove extends UnitMove {
    readonly reason: MoveReason;
    /** The measure that was uneven, for `overload` and `underload`. */
    readonly measure?: string;
    /** Measure over target, less 1, of that territory before any unit moved between territories that stay. */
    readonly deviation?: number;
    /** A sentence for the letter that a rep gets. */
    readonly message: string;
}

/** What moves are explained by. */
export interface MoveContext {
    readonly units: readonly Unit[];
    readonly incumbent: Alignment;
    readonly plan: TerritoryPlan;
    readonly leave: readonly string[];
    readonly join: readonly string[];
    readonly balance: readonly BalancedMeasure[];
    readonly work?: WorkMatrix;
}

// Less than this off a share is no reason to move anything.
const EVEN = 0.01;

/** Tells of each move what it is for. */
export function explainMoves(moves: readonly UnitMove[], context: MoveContext): ExplainedMove[] {
    const { leave, join, balance, plan } = context;
    const leaving = new Set(leave);
    const joining = new Set(join);
    const reach = new Reach(context.work);
    const before = deviationsBefore(context, leaving, joining);
    const targets = new Map(plan.territories.map(({ id, targets: own }) => [id, own]));
    return moves.map((move): ExplainedMove => {
        const { unitId, from, to } = move;
        if (leaving.has(from)) return { ...move, reason: 'inherited', message: `${from} left the plan.` };
        if (joining.has(to)) return { ...move, reason: 'joined', message: `${to} joined the plan.` };
        if (reach.isLost(unitId, from)) {
            return { ...move, reason: 'out-of-reach', message: `${from} cannot serve it within a day.` };
        }
        let worst: { reason: MoveReason; measure: string; deviation: number } | undefined;
        for (const { measure } of balance) {
            const over = before(from, measure);
            const under = before(to, measure);
            if (over > EVEN && over > Math.abs(worst?.deviation ?? 0)) worst = { reason: 'overload', measure, deviation: over };
            if (under < -EVEN && -under > Math.abs(worst?.deviation ?? 0)) {
                worst = { reason: 'underload', measure, deviation: under };
            }
        }
        if (worst === undefined || targets.get(from) === undefined) {
            return { ...move, reason: 'passage', message: `makes way for other units, or lies better with ${to}.` };
        }
        const share = `${(100 * Math.abs(worst.deviation)).toFixed(0)} %`;
        const message =
            worst.reason === 'overload'
                ? `${from} had ${share} more ${worst.measure} than its share.`
                : `${to} had ${share} less ${worst.measure} than its share.`;
        return { ...move, ...worst, message };
    });
}

/** Of a territory and measure: how far it was off once units of territories that left, and new ones, were given out. */
function deviationsBefore(
    { units, incumbent, plan, work }: MoveContext,
    leaving: ReadonlySet<string>,
    joining: ReadonlySet<string>,
): (territory: string, measure: string) => number {
    const old = territoryOfUnits(incumbent);
    const now = territoryOfUnits(plan);
    const sums = new Map<string, number>();
    const key = (territory: string, measure: string): string => JSON.stringify([territory, measure]);
    const rowOf = new Map(work?.unitIds.map((id, row) => [id, row]));
    const columnOf = new Map(work?.territoryIds.map((id, column) => [id, column]));
    const measures = new Set(plan.territories.flatMap(({ targets }) => Object.keys(targets)));
    for (const unit of units) {
        const first = old.get(unit.id);
        const territory = first === undefined || leaving.has(first) ? now.get(unit.id) : first;
        if (territory === undefined || joining.has(territory)) continue;
        for (const measure of measures) {
            let amount = measureOf(unit, measure);
            if (work !== undefined && measure === WORKLOAD) {
                const column = columnOf.get(territory);
                const at = column === undefined ? -1 : findEntry(work, rowOf.get(unit.id)!, column);
                amount = at === -1 ? 0 : work.durations[at];
            }
            sums.set(key(territory, measure), (sums.get(key(territory, measure)) ?? 0) + amount);
        }
    }
    const targetOf = new Map(plan.territories.map(({ id, targets }) => [id, targets]));
    return (territory, measure) => deviationFrom(sums.get(key(territory, measure)) ?? 0, targetOf.get(territory)?.[measure] ?? 0);
}

class Reach {
    private readonly work: WorkMatrix | undefined;
    private readonly rowOf: ReadonlyMap<string, number>;
    private readonly columnOf: ReadonlyMap<string, number>;

    constructor(work: WorkMatrix | undefined) {
        this.work = work;
        this.rowOf = new Map(work?.unitIds.map((id, row) => [id, row]));
        this.columnOf = new Map(work?.territoryIds.map((id, column) => [id, column]));
    }

    /** Whether another territory could have a unit, and this one cannot. */
    isLost(unitId: string, territory: string): boolean {
        const { work } = this;
        const row = this.rowOf.get(unitId);
        const column = this.columnOf.get(territory);
        if (work === undefined || row === undefined || column === undefined) return false;
        return work.offsets[row] < work.offsets[row + 1] && findEntry(work, row, column) === -1;
    }
}
