import { greatCircleDistance } from '../../../geo/index.js';
import type { TerritoryBridge } from '../../model/territory-plan.js';
import type { CheckedDesign } from '../check-design.js';
import type { CompiledDesign } from './compile.js';

/** Lists the links that hold the market together although their ends do not touch, longest first. */
export function describeBridges(
    { units, metric, territoryIds, contiguous }: CheckedDesign,
    { contiguity: { bridges = new Int32Array() }, barriers }: Pick<CompiledDesign, 'contiguity' | 'barriers'>,
    division: Int32Array,
): TerritoryBridge[] {
    const described: TerritoryBridge[] = [];
    if (!contiguous) return described;
    for (let e = 0; e < bridges.length; e += 2) {
        const [a, b] = [bridges[e], bridges[e + 1]];
        const [from, to] = [units[a].position, units[b].position];
        const barrier = barriers?.between(a, b) ?? -1;
        described.push({
            unitIds: [units[a].id, units[b].id],
            distance: metric === 'planar' ? Math.hypot(from[0] - to[0], from[1] - to[1]) : greatCircleDistance(from, to),
            ...(barrier === -1 ? {} : { barrier }),
            ...(division[a] === division[b] ? { territoryId: territoryIds[division[a]] } : {}),
        });
    }
    return described.sort((a, b) => b.distance - a.distance);
}
