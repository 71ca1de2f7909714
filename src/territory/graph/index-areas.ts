import { withOwnIssues } from '../../core/index.js';
import { PolygonIndex, type PolygonItem } from '../../spatial/index.js';

/** An index of areas whose faults are told as those of the argument `areas`. */
export function indexAreas(call: string, areas: readonly PolygonItem[]): PolygonIndex {
    return withOwnIssues(
        call,
        () => new PolygonIndex(areas),
        (issue) => ({ ...issue, path: ['areas', ...issue.path] }),
    );
}
