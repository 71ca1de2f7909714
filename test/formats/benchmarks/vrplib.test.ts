import { describe, expect, it } from 'vitest';
import { instanceValue, readVrplib } from '../../../src/formats/index.js';
import { evaluate, solve } from '../../../src/routing/index.js';
import type { MatrixTravel } from '../../../src/travel/index.js';
import { places, thrownIssues } from '../thrown-issues.js';

const CVRP = `NAME : tiny-n4-k2
COMMENT : (made by hand, 3 customers)
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
 1 0 0
 2 3 4
 3 1 1
 4 -2 0
DEMAND_SECTION
1 0
2 4
3 5
4 6
DEPOT_SECTION
 1
 -1
EOF
`;

/** The tiny file with one line replaced. */
function altered(from: string, to: string): string {
    expect(CVRP).toContain(from);
    return CVRP.replace(from, to);
}

describe('readVrplib: CVRP', () => {
    it('reads nodes, demands and a fleet of one vehicle a customer', () => {
        const instance = readVrplib(CVRP);
        expect(instance.name).toBe('tiny-n4-k2');
        expect(instance.problem).toEqual({
            visits: [
                { id: '1', position: [3, 4], delivery: [4] },
                { id: '2', position: [1, 1], delivery: [5] },
                { id: '3', position: [-2, 0], delivery: [6] },
            ],
            vehicles: [
                {
                    id: 'vehicle',
                    start: { position: [0, 0] },
                    end: { position: [0, 0] },
                    capacity: [10],
                    costs: { perKm: 1000 },
                    count: 3,
                },
            ],
            travel: { kind: 'euclidean', rounding: 'round' },
            objective: { kind: 'cost' },
        });
        expect(instance).toMatchObject({
            customers: 3,
            depots: 1,
            objective: 'cost',
            decimals: 0,
            customerNodes: [2, 3, 4],
        });
    });

    it('rounds each distance to the nearest integer, as published values do', () => {
        const instance = readVrplib(CVRP);
        // 0-1: 5, 1-2: sqrt(13) = 3.6 -> 4, 2-0: sqrt(2) = 1.4 -> 1; 0-3-0: 4
        const solution = evaluate(instance.problem, [
            { vehicleId: 'vehicle', visitIds: ['1', '2'] },
            { vehicleId: 'vehicle', visitIds: ['3'] },
        ]);
        expect(solution.feasible).toBe(true);
        expect(instanceValue(instance, solution)).toBe(14);
    });

    it('keeps real distances on request', () => {
        const instance = readVrplib(CVRP, { rounding: 'none', name: 'other' });
        const solution = evaluate(instance.problem, [
            { vehicleId: 'vehicle', visitIds: ['2'] },
            { vehicleId: 'vehicle', visitIds: ['3'] },
        ]);
        expect(instance.name).toBe('other');
        expect(instance.decimals).toBeUndefined();
        expect(solution.cost).toBeCloseTo(2 * Math.SQRT2 + 4, 9);
    });

    it('counts customers without the depot wherever that stands', () => {
        const { problem, customerNodes } = readVrplib(altered(' 1\n -1', ' 3 -1').replace('3 5\n', '3 0\n'));
        expect(customerNodes).toEqual([1, 2, 4]);
        expect(problem.vehicles[0].start).toEqual({ position: [1, 1] });
        expect(problem.visits[0]).toEqual({ id: '1', position: [0, 0], delivery: [0] });
    });

    it('reads CRLF, tabs, a byte order mark and nodes in any order', () => {
        const text = `\uFEFF${altered(' 2 3 4\n 3 1 1', ' 3 1 1\n 2 3 4').replaceAll('\n', '\t\r\n').replaceAll(' : ', ' :\t')}`;
        expect(readVrplib(text)).toEqual(readVrplib(CVRP));
    });

    it('takes DISTANCE for travel and service together where there are service times, else for travel', () => {
        const limited = altered('CAPACITY : 10', 'CAPACITY : 10\nDISTANCE : 20.5');
        expect(readVrplib(limited).problem.vehicles[0]).toMatchObject({ maxDistance: 20.5 });
        const served = limited.replace('DISTANCE', 'SERVICE_TIME : 3\nDISTANCE');
        expect(readVrplib(served).problem.vehicles[0]).toMatchObject({ maxDuration: 20.5 });
        expect(readVrplib(served).problem.vehicles[0].maxDistance).toBeUndefined();
        expect(readVrplib(served).problem.visits[2].serviceDuration).toBe(3);
    });
});

describe('readVrplib: distances', () => {
    const explicit = (format: string, weights: string): string => `DIMENSION: 3
EDGE_WEIGHT_TYPE: EXPLICIT
EDGE_WEIGHT_FORMAT: ${format}
EDGE_WEIGHT_SECTION
${weights}
DEPOT_SECTION
1
-1
`;
    it.each([
        ['FULL_MATRIX', '0 1 2\n7 0 3\n8 9 0', [0, 1, 2, 7, 0, 3, 8, 9, 0]],
        ['UPPER_ROW', '1 2\n3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
        ['LOWER_ROW', '1\n2 3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
        ['LOWER_ROW', '1 2 3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
        ['UPPER_DIAG_ROW', '0 1 2 0 3 0', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
        ['LOWER_DIAG_ROW', '0 1 0 2 3 0', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
        ['UPPER_COL', '1 2 3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
        ['LOWER_COL', '1 2 3', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
        ['UPPER_DIAG_COL', '0 1 0 2 3 0', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
        ['LOWER_DIAG_COL', '0 1 2 0 3 0', [0, 1, 2, 1, 0, 3, 2, 3, 0]],
    ])('reads %s', (format, weights, expected) => {
        const { problem, decimals } = readVrplib(explicit(format, weights));
        expect(problem.travel).toEqual({ kind: 'matrix', size: 3, durations: Float64Array.from(expected) });
        expect(problem.visits).toEqual([
            { id: '1', location: 1 },
            { id: '2', location: 2 },
        ]);
        expect(problem.vehicles[0]).toMatchObject({ start: { location: 0 }, end: { location: 0 }, count: 2 });
        expect(decimals).toBe(0);
    });

    it('says how many numbers a matrix lacks', () => {
        const issues = thrownIssues(() => readVrplib(explicit('LOWER_ROW', '1\n2')));
        expect(issues).toMatchObject([
            {
                code: 'malformed-instance',
                path: ['line 4'],
                message: 'EDGE_WEIGHT_SECTION has 2 numbers',
                expected: '3 for 3 nodes as LOWER_ROW',
            },
        ]);
    });

    const coordinates = (type: string, rows: string): string =>
        `DIMENSION: 3\nEDGE_WEIGHT_TYPE: ${type}\nNODE_COORD_SECTION\n${rows}\nDEPOT_SECTION\n1 -1\n`;
    it("measures GEO by TSPLIB's rule: nodes 1, 2 and 3 of ulysses16 lie 509, 501 and 126 apart", () => {
        const { problem } = readVrplib(coordinates('GEO', '1 38.24 20.42\n2 39.57 26.15\n3 40.56 25.32'));
        expect(problem.travel).toMatchObject({ durations: Float64Array.from([0, 509, 501, 509, 0, 126, 501, 126, 0]) });
        expect(problem.visits[0].position?.[0]).toBeCloseTo(26.25, 9);
        expect(problem.visits[0].position?.[1]).toBeCloseTo(39.95, 9);
    });

    it.each([
        ['ATT', 3, 4],
        ['MAN_2D', 12, 4],
        ['MAX_2D', 8, 2],
    ])('measures %s', (type, to2, to3) => {
        const { problem } = readVrplib(coordinates(type, '1 0 0\n2 8 4\n3 2.4 1.6'));
        const durations = (problem.travel as MatrixTravel).durations;
        expect(durations[1]).toBe(to2);
        if (type !== 'ATT') expect(durations[2]).toBe(to3);
        // sqrt(80 / 10) = 2.83 -> 3, sqrt(8.32 / 10) = 0.91 -> 1
        else expect(durations[2]).toBe(1);
    });

    it.each([
        ['CEIL_2D', 'ceil'],
        ['FLOOR_2D', 'truncate'],
        ['EXACT_2D', undefined],
    ])('leaves %s to Euclidean travel', (type, rounding) => {
        const { travel } = readVrplib(coordinates(type, '1 0 0\n2 8 4\n3 2 1')).problem;
        expect(travel).toEqual(rounding === undefined ? { kind: 'euclidean' } : { kind: 'euclidean', rounding });
    });
});

const WINDOWS = `NAME: tw
TYPE: VRPTW
DIMENSION: 3
VEHICLES: 2
CAPACITY: 9
SERVICE_TIME: 5
EDGE_WEIGHT_TYPE: EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 2 0
DEMAND_SECTION
1 0
2 3
3 4
TIME_WINDOW_SECTION
1 0 100
2 7 20
3 0 50
DEPOT_SECTION
1
-1
EOF
`;

describe('readVrplib: windows and prizes', () => {
    it('reads time windows with distances truncated to one decimal', () => {
        const instance = readVrplib(WINDOWS);
        expect(instance.problem.visits[0]).toEqual({
            id: '1',
            position: [1, 1],
            serviceDuration: 5,
            timeWindows: [[7, 20]],
            delivery: [3],
        });
        expect(instance.problem.vehicles[0]).toMatchObject({ shift: [0, 100], count: 2, capacity: [9] });
        expect(instance.problem.travel).toEqual({ kind: 'euclidean', rounding: 'truncate', decimals: 1 });
        const solution = evaluate(instance.problem, [{ vehicleId: 'vehicle', visitIds: ['1', '2'] }]);
        expect(instanceValue(instance, solution)).toBe(4.8);
    });

    it('reads prizes in tenths, and counts those that were not collected', () => {
        const text = WINDOWS.replace('DEPOT_SECTION', 'PRIZE_SECTION\n1 0\n2 30\n3 12\nDEPOT_SECTION').replace(
            'VRPTW',
            'PCVRPTW',
        );
        const instance = readVrplib(text);
        expect(instance.problem.objective).toEqual({ kind: 'prize' });
        expect(instance.problem.visits[0]).toEqual({
            id: '1',
            position: [10, 10],
            serviceDuration: 50,
            timeWindows: [[70, 200]],
            delivery: [3],
            prize: 300,
        });
        expect(instance.decimals).toBe(0);
        // there and back floor(14.14) = 14 each, and 120 for the customer that was left out
        const solution = evaluate(instance.problem, [{ vehicleId: 'vehicle', visitIds: ['1'] }]);
        expect(solution.feasible).toBe(true);
        expect(instanceValue(instance, solution)).toBe(148);
    });

    it('requires customers of prize 0', () => {
        const text = WINDOWS.replace('DEPOT_SECTION', 'PRIZE_SECTION\n1 0\n2 0\n3 12\nDEPOT_SECTION');
        expect(readVrplib(text).problem.visits.map((visit) => visit.required)).toEqual([true, undefined]);
    });
});

describe('readVrplib: fleets', () => {
    it('makes one type a depot', () => {
        const { problem, fleet, depots } = readVrplib(altered(' 1\n -1', ' 1\n 4\n -1').replace('4 6\n', '4 0\n'));
        expect(depots).toBe(2);
        expect(problem.vehicles.map(({ id, start, count }) => [id, start?.position, count])).toEqual([
            ['depot-1', [0, 0], 2],
            ['depot-2', [-2, 0], 2],
        ]);
        expect(fleet).toEqual([
            { vehicleId: 'depot-1', depot: 1 },
            { vehicleId: 'depot-2', depot: 2 },
        ]);
    });

    it('joins equal vehicles into types and keeps who may serve whom', () => {
        const own = `CAPACITY_SECTION
1 10
2 20
3 10
VEHICLES_DEPOT_SECTION
1 1
2 4
3 1
VEHICLES_ALLOWED_CLIENTS_SECTION
1 2
2 2 3
3 2
VEHICLES_FIXED_COST_SECTION
1 7
2 0
3 7
`;
        const text = altered(' 1\n -1', ' 1\n 4\n -1')
            .replace('4 6\n', '4 0\n')
            .replace('DEPOT_SECTION', `${own}DEPOT_SECTION`)
            .replace('CAPACITY : 10', 'VEHICLES : 3');
        const { problem, fleet } = readVrplib(text);
        expect(problem.vehicles.map(({ id, capacity, count, costs }) => [id, capacity, count, costs])).toEqual([
            ['type-1', [10], 2, { fixed: 7, perKm: 1000 }],
            ['type-2', [20], 1, { perKm: 1000 }],
        ]);
        expect(problem.visits.map((visit) => visit.allowedVehicles)).toEqual([undefined, ['type-2']]);
        expect(fleet).toEqual([
            { vehicleId: 'type-1', depot: 1 },
            { vehicleId: 'type-2', depot: 2 },
        ]);
    });

    it('lets no backhaul customer come before a linehaul customer', () => {
        const text = altered('TYPE : CVRP', 'TYPE : VRPB').replace(
            'DEMAND_SECTION\n1 0\n2 4\n3 5\n4 6',
            'LINEHAUL_SECTION\n1 0\n2 4\n3 5\n4 0\nBACKHAUL_SECTION\n1 0\n2 0\n3 0\n4 6',
        );
        const { problem } = readVrplib(text);
        expect(problem.visits[2]).toEqual({ id: '3', position: [-2, 0], location: 3, delivery: [0], pickup: [6] });
        const { durations } = problem.travel as MatrixTravel;
        expect(durations[3]).toBe(Number.POSITIVE_INFINITY);
        expect(durations[3 * 4 + 1]).toBe(Number.POSITIVE_INFINITY);
        expect([durations[1 * 4 + 3], durations[3 * 4], durations[1]]).toEqual([6, 2, 5]);
    });
});

describe('readVrplib: faults', () => {
    it.each([
        ['DIMENSION : 4', 'DIMENSION : four', [['malformed-instance', 'line 4']]],
        ['DIMENSION : 4', 'DIMENSION : 4000000000', [['malformed-instance', 'line 4']]],
        ['DIMENSION : 4\n', '', [['malformed-instance', 'DIMENSION']]],
        ['CAPACITY : 10', 'CAPACITY : -1', [['malformed-instance', 'line 6']]],
        ['EUC_2D', 'EUC_4D', [['malformed-instance', 'line 5']]],
        ['DEMAND_SECTION', 'DEMANDS_SECTION', [['malformed-instance', 'line 12']]],
        ['CAPACITY :', 'CAPACITIES :', [['malformed-instance', 'line 6']]],
        [
            ' 2 3 4',
            ' 2 3',
            [
                ['malformed-instance', 'line 9'],
                ['malformed-instance', 'line 7'],
            ],
        ],
        [
            ' 2 3 4',
            ' 2 3 four',
            [
                ['malformed-instance', 'line 9'],
                ['malformed-instance', 'line 7'],
            ],
        ],
        [
            ' 3 1 1',
            ' 2 1 1',
            [
                ['malformed-instance', 'line 10'],
                ['malformed-instance', 'line 7'],
            ],
        ],
        [
            ' 3 1 1',
            ' 9 1 1',
            [
                ['malformed-instance', 'line 10'],
                ['malformed-instance', 'line 7'],
            ],
        ],
        ['3 5\n', '3 -5\n', [['malformed-instance', 'line 15']]],
        [
            ' 1\n -1',
            ' 7\n -1',
            [
                ['malformed-instance', 'line 18'],
                ['malformed-instance', 'line 17'],
            ],
        ],
        ['EOF\n', 'EOF\nmore\n', [['malformed-instance', 'line 21']]],
        ['EOF\n', 'TYPE : CVRP\n', [['malformed-instance', 'line 20']]],
        ['NAME : tiny-n4-k2', '5 5', [['malformed-instance', 'line 1']]],
        ['CAPACITY : 10', 'CAPACITY : 10\nVEHICLES : 2.5', [['malformed-instance', 'line 7']]],
    ])('%j -> %j', (from, to, expected) => {
        expect(places(thrownIssues(() => readVrplib(altered(from, to))))).toEqual(expected);
    });

    it('names what was probably meant, and collects all faults', () => {
        const text = altered('CAPACITY :', 'CAPACITIES :').replace('DEMAND_SECTION', 'DEMANDS_SECTION').replace('3 1 1', '3 1 x');
        const issues = thrownIssues(() => readVrplib(text));
        expect(issues.map(({ path, received, hint }) => [path[0], received, hint])).toEqual([
            ['line 6', 'CAPACITIES', 'did you mean CAPACITY?'],
            ['line 10', 'x', undefined],
            ['line 12', 'DEMANDS_SECTION', 'did you mean DEMAND_SECTION?'],
            ['line 7', undefined, undefined],
        ]);
        expect(issues[3].message).toBe('NODE_COORD_SECTION has no row for number 3');
    });

    it('refuses sections whose rules it does not know', () => {
        const issues = thrownIssues(() => readVrplib(altered('DEPOT_SECTION', 'RELEASE_TIME_SECTION\n1 0\nDEPOT_SECTION')));
        expect(issues).toMatchObject([
            { path: ['line 17'], received: 'RELEASE_TIME_SECTION', message: 'holds a section that is not known' },
        ]);
    });

    it('wants to know which vehicle starts where', () => {
        const text = altered(' 1\n -1', ' 1\n 4\n -1').replace('4 6\n', '4 0\n').replace('CAPACITY', 'VEHICLES : 3\nCAPACITY');
        expect(thrownIssues(() => readVrplib(text))).toMatchObject([
            { path: ['line 6'], hint: 'with several depots, VEHICLES_DEPOT_SECTION says which vehicle starts where' },
        ]);
    });

    it('finds windows that close before they open', () => {
        expect(places(thrownIssues(() => readVrplib(WINDOWS.replace('2 7 20', '2 20 7'))))).toEqual([
            ['malformed-instance', 'line 18'],
        ]);
    });

    it('reports an empty file', () => {
        expect(places(thrownIssues(() => readVrplib('  \n\n')))).toEqual([
            ['empty-input', ''],
            ['malformed-instance', 'DIMENSION'],
        ]);
    });
});

describe('readVrplib: types', () => {
    const TSP = `NAME : square
TYPE : TSP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 0 10
3 10 10
4 10 0
EOF
`;

    it('lets routes of TYPE OVRP end at their last customer', () => {
        const instance = readVrplib(altered('TYPE : CVRP', 'TYPE : OVRP'));
        expect(instance.problem.vehicles[0].end).toBeUndefined();
        const solution = evaluate(instance.problem, [
            { vehicleId: 'vehicle', visitIds: ['2', '1'] },
            { vehicleId: 'vehicle', visitIds: ['3'] },
        ]);
        expect(instanceValue(instance, solution)).toBe(1 + 4 + 2);
    });

    it.each(['TSP', 'ATSP'])('reads %s as one route through all nodes', (type) => {
        const instance = readVrplib(TSP.replace('TSP', type));
        expect(instance.problem.vehicles).toEqual([
            { id: 'vehicle', start: { position: [0, 0] }, end: { position: [0, 0] }, costs: { perKm: 1000 }, count: 1 },
        ]);
        const solution = solve(instance.problem, { stop: { iterations: 50 } });
        expect([solution.feasible, instanceValue(instance, solution)]).toEqual([true, 40]);
    });

    it('reads TSPTW as one route between windows', () => {
        const windows = 'TIME_WINDOW_SECTION\n1 0 100\n2 30 40\n3 20 25\n4 0 12\n';
        const instance = readVrplib(TSP.replace('TSP', 'TSPTW').replace('EOF', `${windows}EOF`));
        const solution = solve(instance.problem, { stop: { iterations: 50 } });
        expect(solution.routes[0].stops.map(({ visitId }) => visitId)).toEqual(['3', '2', '1']);
        expect(instance.decimals).toBe(0);
    });

    it.each(['SOP', 'HCP', 'TOUR', 'PDPTW', 'SDVRP', 'VRPMPD', 'CARP', 'GTSP', 'CVRPX'])('refuses TYPE %s', (type) => {
        expect(thrownIssues(() => readVrplib(altered('TYPE : CVRP', `TYPE : ${type}`)))).toMatchObject([
            { code: 'malformed-instance', path: ['line 3'], received: type, message: 'TYPE is not supported' },
        ]);
    });

    it.each([
        ['VRPTW', 'TIME_WINDOW_SECTION'],
        ['OVRPTW', 'TIME_WINDOW_SECTION'],
        ['PCVRP', 'PRIZE_SECTION'],
        ['VRPB', 'BACKHAUL_SECTION'],
    ])('does not take a file of TYPE %s without %s for another problem', (type, section) => {
        expect(places(thrownIssues(() => readVrplib(altered('TYPE : CVRP', `TYPE : ${type}`))))).toEqual([
            ['malformed-instance', section],
        ]);
    });

    it.each([
        ['CAPACITY : 10', 'CAPACITY : 10\nEDGE_DATA_FORMAT : EDGE_LIST', ['line 7']],
        ['CAPACITY : 10', 'CAPACITY : 10\nNODE_COORD_TYPE : THREED_COORDS', ['line 7']],
        ['CAPACITY : 10', 'CAPACITY : 10\nEDGE_WEIGHT_FORMAT : FULL_MATRIX', ['line 7']],
        ['DEMAND_SECTION', 'EDGE_WEIGHT_SECTION\n0 1 1 0\nDEMAND_SECTION', ['line 12']],
        ['CAPACITY : 10', 'CAPACITY : 10\nSERVICE_TIME : 2\nSERVICE_TIME_SECTION\n1 0\n2 1\n3 1\n4 1', ['line 8']],
        ['TYPE : CVRP', 'TYPE : TSP', ['line 6', 'line 12']],
        ['1 0\n2 4', '1 3\n2 4', ['line 13']],
        ['DEPOT_SECTION', 'SERVICE_TIME_SECTION\n1 5\n2 1\n3 1\n4 1\nDEPOT_SECTION', ['line 18']],
    ])('reports what it would not use: %j -> %j', (from, to, lines) => {
        const found = places(thrownIssues(() => readVrplib(altered(from, to)))).map(([, place]) => place);
        expect(found.sort()).toEqual([...lines].sort());
    });

    it('keeps to a number of routes on request, and tells the number that a name or comment states', () => {
        expect(readVrplib(CVRP)).toMatchObject({ statedRoutes: 2, problem: { vehicles: [{ count: 3 }] } });
        expect(readVrplib(CVRP, { routes: 2 }).problem.vehicles[0].count).toBe(2);
        expect(readVrplib(CVRP, { name: 'other' }).statedRoutes).toBe(2);
        const comment = altered('3 customers', 'No of trucks: 5').replace('-k2', '');
        expect(readVrplib(comment).statedRoutes).toBe(5);
        expect(readVrplib(altered('CAPACITY', 'VEHICLES : 2\nCAPACITY')).statedRoutes).toBeUndefined();
        expect(places(thrownIssues(() => readVrplib(CVRP, { routes: 0 })))).toEqual([['out-of-range', 'options/routes']]);
        const two = altered(' 1\n -1', ' 1\n 4\n -1').replace('4 6\n', '4 0\n');
        expect(places(thrownIssues(() => readVrplib(two, { routes: 2 })))).toEqual([['unknown-option', 'options/routes']]);
    });
});
