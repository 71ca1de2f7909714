import { BeatplanError, IssueCollector } from '../core/index.js';
import { checkPosition, type Position, positionIssue } from '../geo/index.js';

/** Options of a search for what is nearest. */
export interface NearestOptions {
    /** How many to find at most, a whole number from 1 or `Infinity`; default 1. */
    readonly count?: number;
    /** Metres; what lies farther is left out. From 0; default `Infinity`. */
    readonly radius?: number;
}

/** Throws `invalid-input` with every position that is none on Earth, and a count of neighbours (if given) that is no whole number. */
export function assertPositions(positions: readonly Position[], what: string, count = 1): void {
    const collector = new IssueCollector();
    for (let i = 0; i < positions.length; i++) checkPosition(positions[i], ['positions', i], collector);
    if (!Number.isInteger(count) || count < 1) {
        collector.add('out-of-range', ['count'], 'is out of range', { received: count, expected: 'a whole number from 1' });
    }
    collector.throwIfAny(what);
}

/** Throws `invalid-input` unless a search starts from a place on Earth with a sound count and radius. */
export function assertQuery(position: Position, { count = 1, radius = Number.POSITIVE_INFINITY }: NearestOptions): void {
    const isWhole = Number.isInteger(count) || count === Number.POSITIVE_INFINITY;
    if (isWhole && count >= 1 && radius >= 0 && positionIssue(position) === undefined) return;
    const collector = new IssueCollector();
    checkPosition(position, ['position'], collector);
    if (!isWhole || count < 1) {
        collector.add('out-of-range', ['count'], 'is out of range', {
            received: count,
            expected: 'a whole number from 1, or Infinity',
        });
    }
    if (!(radius >= 0)) {
        collector.add('out-of-range', ['radius'], 'is out of range', {
            received: radius,
            expected: 'metres from 0, or Infinity',
        });
    }
    collector.throwIfAny('the search');
}

/** Throws `invalid-input` for a box with a bound that is no number, or whose south lies north of its north. */
export function assertBbox(bbox: readonly number[]): void {
    const [west, south, east, north] = bbox;
    const isSound =
        bbox.length === 4 && bbox.every(Number.isFinite) && south <= north && Math.max(Math.abs(west), Math.abs(east)) <= 180;
    if (isSound) return;
    const expected = '[west, south, east, north] in degrees with south <= north and longitudes from -180 to 180';
    const issue = {
        code: 'out-of-range',
        path: ['bbox'],
        message: 'is not a box',
        received: `[${bbox.join(', ')}]`,
        expected,
    } as const;
    throw new BeatplanError('invalid-input', 'the box has a problem:', [issue]);
}
