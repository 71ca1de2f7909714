import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import type * as territory from '../../../src/territory/index.js';
import { buildContiguity, type DesignOptions, type TerritoryPlan } from '../../../src/territory/index.js';
import { options, type RoomExamples } from './examples.js';
import { sampleAccounts, samplePlan, sampleReps, sampleScores, sampleUnits } from './sample-plan.js';
import { archipelago, rectangle } from './shapes.js';

const plan = (): TerritoryPlan => samplePlan().alignment;
const alignment = (): territory.Alignment => ({
    territories: [
        { id: 'west', unitIds: ['a1', 'a2', 'a3', 'a4'] },
        { id: 'east', unitIds: ['a5', 'a6', 'a7', 'a8'] },
    ],
});
const values = () => Object.fromEntries(sampleAccounts().map(({ id, potential = 0 }) => [id, potential]));
const areas = () => [
    { id: 'x', geometry: rectangle(11.4, 48, 11.7, 48.4) },
    { id: 'y', geometry: rectangle(11.7, 48, 12, 48.4) },
];
const unitOf = () => ({ a1: 'a1', a2: 'a2' });
const metric = 'geographic' as const;
const stop = () => options({ iterations: 20 });
const balance = () => [{ measure: 'workload', tolerance: 0.1, weight: 1 }];
const design = (): DesignOptions =>
    options({
        seeds: [
            { id: 'west', position: [11.5, 48.1], pinned: true },
            { id: 'east', position: [11.9, 48.3] },
        ],
        balance: balance(),
        targets: { west: 1, east: 1 },
        contiguity: 'graph',
        edges: [['a4', 'a7']],
        locks: { a1: 'west' },
        forbidden: { a8: ['west'] },
        disjoint: [['a1', 'a5']],
        keepTogether: [['a2', 'a3']],
        limits: [{ measure: 'potential', min: 0, max: 5000, ideal: 2000 }],
        barriers: [
            {
                type: 'LineString',
                coordinates: [
                    [11.7, 47],
                    [11.7, 48],
                ],
            },
        ],
        incumbent: alignment(),
        disruption: { weight: 1, measure: 'workload', maxMoved: 0.9 },
        borderWeight: 0.1,
        metric,
        seed: 1,
        stop: stop(),
    });

const hierarchy: RoomExamples<typeof territory>['designHierarchy'] = () => [
    sampleUnits(),
    [
        { name: 'territory', count: 4, balance: balance() },
        { name: 'region', count: 2 },
    ],
    options({ stop: stop(), seed: 2 }),
];

const work: RoomExamples<typeof territory>['estimateWork'] = () => [
    sampleAccounts(),
    sampleScores(),
    sampleReps(),
    options({ travel: { kind: 'great-circle' as const } }),
];

export const TERRITORY_EXAMPLES: RoomExamples<typeof territory> = {
    aggregateToUnits: () => [sampleUnits(), areas()],
    assignBooks: () => [
        sampleAccounts(),
        sampleReps(),
        options({ values: values(), capacity: { r1: 2, r2: 1 }, fit: { r1: { a1: 1 } }, fitWeight: 0.2 }),
    ],
    assignLeads: () => [
        [{ id: 'l1', position: [11.6, 48.1], potential: 5, segment: 'retail', skills: ['cooling'], data: { size: 2 } }],
        { plan: plan(), units: sampleUnits() },
        sampleReps(),
        options({
            capacity: { r1: 3 },
            maxDistance: 90_000,
            routing: [{ where: { segment: 'retail' }, repIds: ['r1'] }],
            roundRobin: true,
        }),
    ],
    assignRepsToTerritories: () => [plan(), sampleReps(), options({ skills: { r1: ['cooling'] }, fixed: { r2: 'r2' } })],
    auditTerritories: () => [plan(), sampleAccounts(), options({ unitOf: {}, scores: sampleScores() })],
    measureBalance: () => [
        [4, 5],
        [1, 1],
    ],
    buildContiguity: () => [sampleUnits(), options({ edges: [['a1', 'a2']] as const, stretch: 2, bridge: true, metric })],
    listEdges: () => [sampleUnits(), buildContiguity(sampleUnits())],
    designHierarchy: hierarchy,
    designHierarchyAsync: hierarchy,
    designTerritories: () => [sampleUnits(), design()],
    designTerritoriesAsync: () => [sampleUnits(), design()],
    detectDrift: () => [sampleUnits(), alignment(), options({ balance: balance(), targets: { west: 1, east: 1 } })],
    comparePlans: () => [
        sampleUnits(),
        { today: plan(), tomorrow: plan() },
        options({ incumbent: alignment(), measure: 'workload' }),
    ],
    diffPlans: () => [alignment(), alignment(), options({ relabel: true })],
    findBorders: () => [areas(), options({ rule: 'rook' as const })],
    findExceptions: () => [plan(), sampleAccounts(), options({ unitOf: unitOf() })],
    findGabrielLinks: () => [sampleUnits(), options({ metric })],
    findGaps: () => [plan(), sampleAccounts(), options({ unitOf: unitOf() })],
    layerPlans: () => [
        [
            { name: 'field', plan: plan() },
            { name: 'service', plan: plan() },
        ],
    ],
    measureAlignmentIndex: () => [sampleUnits(), { workload: 1, potential: 2 }],
    measureCompactness: () => [archipelago()],
    findOverlaps: () => [[plan(), plan()], options({ minimumArea: 1 })],
    planFromAlignment: () => [sampleUnits(), alignment(), options({ edges: [['a1', 'a2']] as const })],
    planFromShapes: () => [sampleUnits(), drawn()],
    rebalanceTerritories: () => [sampleUnits(), alignment(), options({ protect: ['a1'], seed: 1, stop: stop() })],
    rebalanceTerritoriesAsync: () => [
        sampleUnits(),
        alignment(),
        options({ leave: ['east'], join: [{ id: 'new', position: [11.8, 48.2] as const }], stop: stop() }),
    ],
    siteEvent: () => [
        [{ id: 'hall', position: [11.6, 48.1] }],
        sampleAccounts(),
        options({ within: 3600, values: values(), owners: { a1: 'r1' }, seats: 3, travel: { kind: 'great-circle' as const } }),
    ],
    suggestMoves: () => [sampleUnits(), alignment(), options({ balance: balance(), limit: 3 })],
    suggestTerritoryCount: () => [sampleUnits(), options({ repSeconds: 20_000, maxDistance: 50_000, floor: 3600, metric })],
    territoryShapes: () => [plan(), sampleUnits(), options({ clip: rectangle(11, 48, 12.5, 49), buffer: 100, simplify: 10 })],
    accountUnits: () => [
        sampleAccounts(),
        sampleScores(),
        options({
            travel: { kind: 'great-circle' as const },
            homes: [[11.5, 48.1] as const],
            shiftDuration: 28_800,
            neighbourCount: 3,
        }),
    ],
    estimateWork: work,
    estimateWorkAsync: work,
    describeBorders: () => [areas(), options({ rule: 'rook' as const })],
    estimateTourDistance: () => [10, 4e8, 8e4],
};

/** Outlines with ids where `findOverlaps` and `planFromShapes` look for them. */
function drawn(): FeatureCollection<Polygon | MultiPolygon, { id: string }> {
    return {
        type: 'FeatureCollection',
        features: areas().map(({ id, geometry }) => ({ type: 'Feature', id, properties: { id }, geometry })),
    };
}

/** Calls of one function in another form than its example. */
export const OTHER_TERRITORY_FORMS = {
    findOverlaps: (): Parameters<typeof territory.findOverlaps> => [drawn(), options({ minimumArea: 1 })],
    'territoryShapes with areas': (): Parameters<typeof territory.territoryShapes> => [
        plan(),
        sampleUnits(),
        options({
            areas: sampleUnits().map(({ id, position: [lng, lat] }) => ({
                id,
                geometry: rectangle(lng, lat, lng + 0.01, lat + 0.01),
            })),
        }),
    ],
};
