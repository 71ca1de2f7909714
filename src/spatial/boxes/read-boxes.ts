import { IssueCollector, type IssuePath, showValue } from '../../core/index.js';
import type { Bbox } from '../../geo/index.js';
import { checkBbox, isBox } from '../query/check-query.js';
import { FaultCounter } from '../query/fault-counter.js';
import type { PointMetric } from '../query/place.js';

/** Lists boxes with their ids. Throws `invalid-input` if one is invalid, with an issue for each of the first hundred. */
export function readBoxes(
    boxes: Iterable<readonly [id: string, bbox: readonly number[]]>,
    metric: PointMetric,
): readonly (readonly [id: string, bbox: Bbox])[] {
    const collector = new IssueCollector();
    const faults = new FaultCounter('boxes', ['boxes'], collector, (pair, path) => checkPair(pair, path, metric, collector));
    const list = listOf(boxes, collector);
    for (let i = 0; i < list.length; i++) {
        if (!Array.isArray(list[i]) || !isBox(list[i][1], metric)) faults.add(list[i], i);
    }
    faults.finish();
    collector.throwIfAny('insertAll');
    return list as readonly (readonly [id: string, bbox: Bbox])[];
}

function listOf<Pair>(boxes: Iterable<Pair>, collector: IssueCollector): readonly Pair[] {
    if (Array.isArray(boxes)) return boxes;
    if (typeof (boxes as Partial<Iterable<Pair>> | null | undefined)?.[Symbol.iterator] === 'function') return [...boxes];
    const details = { received: showValue(boxes), expected: 'a list of [id, box], or a Map' };
    collector.add('invalid-type', ['boxes'], 'are no boxes', details);
    return [];
}

function checkPair(pair: unknown, path: IssuePath, metric: PointMetric, collector: IssueCollector): void {
    if (Array.isArray(pair)) checkBbox(pair[1], [...path, 1], metric, collector);
    else collector.add('invalid-type', path, 'is no id with its box', { received: showValue(pair), expected: '[id, box]' });
}
