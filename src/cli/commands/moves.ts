import { tableToCsv } from '../../formats/index.js';
import type { Alignment, TerritoryPlan, Unit, UnitMove } from '../../territory/index.js';

/** A unit that changes hands, and why. */
export interface ExplainedMove extends UnitMove {
    readonly why: string;
}

/** What a rebalance started from. */
export interface MoveContext {
    readonly units: readonly Unit[];
    readonly incumbent: Alignment;
    /** Territory that keeps a unit, by unit id. */
    readonly locks: Readonly<Record<string, string>>;
}

// A deviation too small to move an account for.
const NEGLIGIBLE = 0.005;

/** Says why each unit moves: its territory ends, its new one begins, an owner keeps it, balance asks for it, or the way is shorter. */
export function explainMoves(
    moves: readonly UnitMove[],
    { territories }: TerritoryPlan,
    { units, incumbent, locks }: MoveContext,
): ExplainedMove[] {
    const targetsOf = new Map(territories.map(({ id, targets }) => [id, targets]));
    const before = new Set(incumbent.territories.map(({ id }) => id));
    const measures = Object.keys(territories[0]?.targets ?? {});
    const unitById = new Map(units.map((unit) => [unit.id, unit]));
    const sums = new Map(
        incumbent.territories.map(({ id, unitIds }) => [id, measures.map((name) => sumOf(unitIds, unitById, name))]),
    );
    const deviation = (id: string, measure: number): number => {
        const target = targetsOf.get(id)?.[measures[measure]] ?? 0;
        return target > 0 ? (sums.get(id)?.[measure] ?? 0) / target - 1 : 0;
    };
    const why = ({ unitId, from, to }: UnitMove): string => {
        if (!targetsOf.has(from)) return `${from} ends`;
        if (Object.hasOwn(locks, unitId) && locks[unitId] === to) return `${to} keeps it: its owner works there`;
        if (!before.has(to)) return `${to} begins`;
        let reason = 'shorter ways';
        let most = NEGLIGIBLE;
        for (const [measure, name] of measures.entries()) {
            const over = deviation(from, measure);
            const under = -deviation(to, measure);
            if (over > most) reason = `${from} had ${percent(over)} too much ${name}`;
            most = Math.max(most, over);
            if (under > most) reason = `${to} had ${percent(under)} too little ${name}`;
            most = Math.max(most, under);
        }
        return reason;
    };
    return moves.map((move) => ({ ...move, why: why(move) }));
}

function sumOf(ids: readonly string[], unitById: ReadonlyMap<string, Unit>, name: string): number {
    let sum = 0;
    for (const id of ids) {
        const unit = unitById.get(id);
        if (unit !== undefined) sum += name === 'count' ? (unit.measures['count'] ?? 1) : (unit.measures[name] ?? 0);
    }
    return sum;
}

/** The table of all moves, for a spreadsheet. */
export function movesToCsv(moves: readonly ExplainedMove[]): string {
    const rows = moves.map(({ unitId, from, to, why }) => [unitId, from, to, why]);
    return tableToCsv(['unit', 'from', 'to', 'why'], rows);
}

const MOST_SHOWN = 10;

/** The moves for a person: the first of them, each on a line. */
export function moveLines(moves: readonly ExplainedMove[]): string[] {
    const lines = moves.slice(0, MOST_SHOWN).map(({ unitId, from, to, why }) => `  ${unitId}: ${from} -> ${to}, ${why}`);
    const more = moves.length - MOST_SHOWN;
    return more > 0 ? [...lines, `  … and ${more} more; --moves FILE.csv lists all of them`] : lines;
}

function percent(share: number): string {
    return `${(100 * share).toFixed(1)} %`;
}
