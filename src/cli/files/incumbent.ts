import { BeatplanError } from '../../core/index.js';
import { positionInside } from '../../geo/index.js';
import { type Alignment, planFromShapes } from '../../territory/index.js';
import type { MarketFile } from './market-file.js';
import { countUnits, fitsNot, keepKnown, type PlanFile } from './plan-file.js';

/** A plan in place, laid over a market. */
export interface Incumbent {
    readonly alignment: Alignment;
    /** Rep of each territory, by territory id, where the plan says so. */
    readonly repOf: ReadonlyMap<string, string>;
    readonly notes: readonly string[];
}

/**
 * Finds which units of a market belong to which territory of a plan: by id where it holds rows, by place where it holds outlines.
 *
 * @throws BeatplanError where the plan has nothing to do with the market
 */
export function placeIncumbent(plan: PlanFile, market: MarketFile): Incumbent {
    const { alignment, repOf, notes } =
        plan.kind === 'rows'
            ? { ...keepKnown(plan, market.units, market.lostIds), repOf: new Map() }
            : placeInOutlines(plan, market);
    const added = market.units.length - countUnits(alignment);
    const note = `${added} of ${market.units.length} units are new: they are in no territory of ${plan.path}`;
    return { alignment, repOf, notes: [...plan.notes, ...notes, ...(added === 0 ? [] : [note])] };
}

function placeInOutlines(
    { path, shapes }: PlanFile & { readonly kind: 'outlines' },
    { kind, units, areas }: MarketFile,
): Incumbent {
    if (kind === 'districting') {
        const message = 'holds outlines, but the positions of a districting instance are no longitudes and latitudes';
        throw new BeatplanError('unknown-format', 'A plan does not fit:', [
            { code: 'unknown-format', path: [path], message, hint: 'give a table with the columns unit and territory' },
        ]);
    }
    // The centroid of an area need not lie in it.
    const placed = units.map((unit) => {
        const area = areas.get(unit.id);
        return area === undefined ? unit : { ...unit, position: positionInside(area) };
    });
    const { territories } = planFromShapes(placed, shapes);
    if (countUnits({ territories }) === 0) throw fitsNot(path, 'has none of the units in its outlines');
    const repOf = new Map(territories.flatMap(({ id, repId }) => (repId === undefined ? [] : [[id, repId] as const])));
    return { alignment: { territories: territories.map(({ id, unitIds }) => ({ id, unitIds })) }, repOf, notes: [] };
}
