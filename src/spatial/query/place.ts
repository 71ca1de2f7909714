import { type IssueCollector, type IssuePath, oneOf, optional, type Schema } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { checkPosition, FARTHEST_LONGITUDE, FARTHEST_PLANAR, positionIssue } from '../../geo/internal.js';

/** `geographic`: degrees on the sphere, distances in metres; `planar`: x and y, distances in their own unit. */
export type PointMetric = 'geographic' | 'planar';

/** What an option `metric` has to be. */
export const metricSchema: Schema = optional(oneOf(['geographic', 'planar']));

/** Whether a place is sound but for its longitude, which lies past 180 degrees and no farther than is wrapped. */
export function isPastAntimeridian(x: number, y: number): boolean {
    return Math.abs(y) <= 90 && Math.abs(x) <= FARTHEST_LONGITUDE;
}

/** Checks one place of a metric and adds an issue if it is invalid; longitudes to 540 degrees either way are sound, for they are wrapped. */
export function checkPlace(place: unknown, path: IssuePath, metric: PointMetric, collector: IssueCollector): boolean {
    return metric === 'geographic' ? checkGeographic(place, path, collector) : checkPlanar(place, path, collector);
}

function checkGeographic(place: unknown, path: IssuePath, collector: IssueCollector): boolean {
    if (positionIssue(place) !== 'invalid-longitude') return checkPosition(place, path, collector);
    const [lng, lat] = place as Position;
    if (isPastAntimeridian(lng, lat)) return true;
    const expected = `[lng, lat] in degrees; longitudes to ${FARTHEST_LONGITUDE} either way are wrapped`;
    const hint = Math.abs(lng) > 1000 ? { hint: 'these look like projected metres; degrees are needed' } : {};
    collector.add('invalid-longitude', path, 'has a longitude beyond three worlds', {
        received: `[${lng}, ${lat}]`,
        expected,
        ...hint,
    });
    return false;
}

function checkPlanar(place: unknown, path: IssuePath, collector: IssueCollector): boolean {
    const expected = '[x, y]';
    const issue = positionIssue(place);
    if (issue === 'missing-position') collector.add(issue, path, 'is missing', { expected });
    else if (issue === 'invalid-type') collector.add(issue, path, 'is not a point', { received: place, expected });
    else {
        const [x, y] = place as Position;
        const received = `[${x}, ${y}]`;
        if (!Number.isFinite(x) || !Number.isFinite(y)) {
            collector.add('not-finite', path, 'has a coordinate that is not a finite number', { received, expected });
        } else if (Math.max(Math.abs(x), Math.abs(y)) > FARTHEST_PLANAR) {
            const details = { received, expected: `coordinates to ${FARTHEST_PLANAR} either way` };
            collector.add('out-of-range', path, 'lies too far out for distances to be finite', details);
        } else return true;
    }
    return false;
}
