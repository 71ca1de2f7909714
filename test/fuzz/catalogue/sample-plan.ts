import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import type { Account, AccountScore, Rep } from '../../../src/market/index.js';
import { scoreAccounts } from '../../../src/market/index.js';
import { scorecard } from '../../../src/performance/index.js';
import { type BeatPlan, planBeats } from '../../../src/planning/index.js';
import type { ReportInput, ReportShapeProperties } from '../../../src/report/index.js';
import { territoryShapes, type Unit } from '../../../src/territory/index.js';

const HOUR = 3600;

/** Eight accounts in two clumps, with every field that an account can have somewhere. */
export function sampleAccounts(): Account[] {
    return [
        {
            id: 'a1',
            name: 'First',
            position: [11.5, 48.1],
            potential: 900,
            sales: 500,
            segment: 'retail',
            tier: 'A',
            priority: 80,
            callFrequency: 2,
            callDuration: 1800,
            hours: { mon: [[9 * HOUR, 12 * HOUR]], tue: [[9 * HOUR, 17 * HOUR]] },
            skills: ['cooling'],
            owner: 'r1',
            data: { size: 3, region: 'south' },
        },
        { id: 'a2', position: [11.52, 48.12], potential: 700, sales: 650, segment: 'retail', data: { size: 2 } },
        { id: 'a3', position: [11.48, 48.09], potential: 300, sales: 100, segment: 'office', data: { size: 1 } },
        { id: 'a4', position: [11.51, 48.07], potential: 200, sales: 0, segment: 'office', data: { size: 1 } },
        { id: 'a5', position: [11.9, 48.3], potential: 800, sales: 300, segment: 'retail', data: { size: 4 } },
        { id: 'a6', position: [11.92, 48.32], potential: 400, sales: 380, segment: 'office', data: { size: 2 } },
        { id: 'a7', position: [11.88, 48.29], potential: 100, sales: 20, segment: 'retail', data: { size: 5 } },
        { id: 'a8', position: [11.91, 48.27], potential: 600, sales: 10, segment: 'office', data: { size: 1 } },
    ];
}

/** Two reps, one of them half-time. */
export function sampleReps(): Rep[] {
    return [
        {
            id: 'r1',
            name: 'West',
            home: [11.5, 48.11],
            hours: { mon: [[8 * HOUR, 17 * HOUR]], tue: [[8 * HOUR, 12 * HOUR]] },
            skills: ['cooling'],
            maxVisitsPerDay: 6,
            share: 1,
            timeZone: 'Europe/Berlin',
            data: { team: 'one' },
        },
        { id: 'r2', home: [11.9, 48.31], hours: { wed: [[8 * HOUR, 17 * HOUR]] }, share: 0.5 },
    ];
}

/** What `scoreAccounts` says of the sample. */
export function sampleScores(): AccountScore[] {
    return scoreAccounts(sampleAccounts());
}

/** The sample's accounts as units. */
export function sampleUnits(): Unit[] {
    return sampleAccounts().map(({ id, position, potential = 0 }) => ({ id, position, measures: { workload: 3600, potential } }));
}

let planned: BeatPlan | undefined;

/** A plan of the sample for two weeks. */
export function samplePlan(): BeatPlan {
    planned ??= planBeats(sampleAccounts(), sampleReps(), {
        start: '2026-01-05',
        weeks: 2,
        stop: { iterations: 50 },
        holidays: ['2026-01-06'],
        territory: { stop: { iterations: 20 } },
    });
    return structuredClone(planned);
}

/** The outlines of the sample plan's territories. */
export function sampleShapes(): FeatureCollection<Polygon | MultiPolygon, ReportShapeProperties> {
    return territoryShapes(samplePlan().alignment, sampleUnits());
}

/** All that a report is made of. */
export function sampleReport(): ReportInput {
    const [accounts, reps, plan] = [sampleAccounts(), sampleReps(), samplePlan()];
    return { title: 'Sample', accounts, reps, plan, shapes: sampleShapes(), scorecard: scorecard(accounts, reps, plan) };
}
