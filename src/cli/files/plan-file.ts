import { BeatplanError } from '../../core/index.js';
import { type AlignmentOptions, parseAlignmentCsv, readAlignmentCsv } from '../../formats/index.js';
import type { Alignment, DrawnTerritories, Unit } from '../../territory/index.js';
import { prefixIssues } from '../terminal/describe-error.js';
import type { InputRules } from './input-table.js';
import { readTextFile } from './read-text-file.js';
import type { Rejection } from './rejections.js';
import { isJson, parseTerritories } from './territories-file.js';

/** A plan in place, in either form that `beatplan design` writes: rows of units and territories, or outlines. */
export type PlanFile = {
    readonly path: string;
    readonly notes: readonly string[];
    readonly rejected: readonly Rejection[];
} & ({ readonly kind: 'rows'; readonly alignment: Alignment } | { readonly kind: 'outlines'; readonly shapes: DrawnTerritories });

/**
 * Reads a plan in place; which form it has, is seen from the text.
 *
 * @throws BeatplanError with the file in each path
 */
export async function readPlanFile(path: string, { columns, strict = false }: InputRules = {}): Promise<PlanFile> {
    const { text, note } = await readTextFile(path);
    const notes = note === undefined ? [] : [note];
    if (isJson(text)) return { path, notes, rejected: [], kind: 'outlines', shapes: parseTerritories(path, text) };
    try {
        const options = { columns: columns as AlignmentOptions['columns'] };
        if (strict) return { path, notes, rejected: [], kind: 'rows', alignment: parseAlignmentCsv(text, options) };
        const { alignment, issues } = readAlignmentCsv(text, options);
        if (alignment.territories.length === 0 && issues.length > 0) parseAlignmentCsv(text, options);
        const rejected = issues.map((issue): Rejection => ({ file: path, issue, leftOut: 'row' }));
        return { path, notes, rejected, kind: 'rows', alignment };
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        const hint = 'a plan is a table with the columns unit and territory, or GeoJSON with outlines';
        const issues = prefixIssues(error, [path]).map((issue) => (issue.code === 'missing-column' ? { ...issue, hint } : issue));
        throw new BeatplanError(error.code, 'A plan cannot be read:', issues);
    }
}

/**
 * The rows of a plan whose units are there: what a market does not hold, or holds in a faulty row, is no fault of the plan.
 *
 * @param lostIds - ids of the market's rows that were left out
 * @throws BeatplanError `unknown-id` where none is there
 */
export function keepKnown(
    { path, alignment }: PlanFile & { readonly kind: 'rows' },
    units: readonly Unit[],
    lostIds: ReadonlySet<string>,
): { readonly alignment: Alignment; readonly notes: readonly string[] } {
    const known = new Set(units.map(({ id }) => id));
    const territories = alignment.territories.map(({ id, unitIds }) => ({
        id,
        unitIds: unitIds.filter((unitId) => known.has(unitId)),
    }));
    const all = countUnits(alignment);
    const kept = countUnits({ territories });
    if (kept === 0) throw fitsNot(path, 'names none of the units');
    const faulty = alignment.territories.reduce((sum, { unitIds }) => sum + unitIds.filter((id) => lostIds.has(id)).length, 0);
    const absent = all - kept - faulty;
    const causes = [
        ...(faulty === 0 ? [] : [`${faulty} whose rows were left out as faulty`]),
        ...(absent === 0 ? [] : [`${absent} that the market does not hold`]),
    ];
    const note = `${all - kept} of ${all} units of ${path} are left out: ${causes.join(', and ')}`;
    return { alignment: { territories }, notes: kept === all ? [] : [note] };
}

/** The error for a plan of some other market. */
export function fitsNot(path: string, message: string): BeatplanError {
    const hint = 'is this the plan of another market?';
    return new BeatplanError('unknown-id', 'A plan does not fit:', [{ code: 'unknown-id', path: [path], message, hint }]);
}

/** How many units a plan places. */
export function countUnits({ territories }: Alignment): number {
    return territories.reduce((sum, { unitIds }) => sum + unitIds.length, 0);
}
