import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instance, parseSol, readChao, readCordeau, readVrplib, writeSol } from '../../src/formats/index.js';
import { evaluate, type RoutePlan } from '../../src/routing/index.js';
import { places, thrownIssues } from './thrown-issues.js';

const CUSTOMERS = 9;

function vrp(header = ''): Instance {
    let nodes = '';
    let demands = '';
    for (let node = 1; node <= CUSTOMERS + 1; node++) {
        nodes += `${node} ${node * 3} ${(node * node) % 7}\n`;
        demands += `${node} ${node === 1 ? 0 : 1}\n`;
    }
    const head = `DIMENSION: ${CUSTOMERS + 1}\nEDGE_WEIGHT_TYPE: EUC_2D\n${header}`;
    return readVrplib(`${head}\nNODE_COORD_SECTION\n${nodes}DEMAND_SECTION\n${demands}DEPOT_SECTION\n1\n-1\n`);
}

function periodic(): Instance {
    let rows = '';
    for (let i = 1; i <= CUSTOMERS; i++) rows += `${i} ${i} ${i} 0 1 1 2 1 2\n`;
    return readCordeau(`1 2 ${CUSTOMERS} 2\n0 9\n0 9\n0 0 0 0 0 0 0\n${rows}`);
}

function multiDepot(): Instance {
    let rows = '';
    for (let i = 1; i <= CUSTOMERS; i++) rows += `${i} ${i} ${i} 0 1 1 2 1 2\n`;
    return readCordeau(`2 2 ${CUSTOMERS} 2\n0 9\n0 9\n${rows}${CUSTOMERS + 1} 0 0 0 0 0 0\n${CUSTOMERS + 2} 5 5 0 0 0 0\n`);
}

/** Two vehicles that differ, at one depot. */
function mixed(): Instance {
    return vrp('VEHICLES: 2\nCAPACITY_SECTION\n1 5\n2 9\n');
}

describe('writeSol', () => {
    it("writes CVRPLIB's form with a whole cost", () => {
        const instance = vrp();
        const solution = evaluate(instance.problem, [
            { vehicleId: 'vehicle', visitIds: ['3', '1', '2'] },
            { vehicleId: 'vehicle', visitIds: ['9', '8', '7', '6', '5', '4'] },
        ]);
        expect(writeSol(instance, solution)).toBe(`Route #1: 3 1 2\nRoute #2: 9 8 7 6 5 4\nCost ${solution.cost}\n`);
        expect(Number.isInteger(solution.cost)).toBe(true);
    });

    it('says depot, day and vehicle where they differ', () => {
        const routes = (vehicleId: string): RoutePlan[] => [{ vehicleId, visitIds: ['7', '1'] }];
        expect(writeSol(multiDepot(), { routes: routes('depot-2'), value: 12.34567891 })).toBe(
            'Route #1 depot 2: 7 1\nCost 12.345679\n',
        );
        expect(writeSol(periodic(), { routes: [{ vehicleId: 'day-2', visitIds: ['7 day 2', '1 day 2'] }], value: 12 })).toBe(
            'Route #1 day 2: 7 1\nCost 12\n',
        );
        expect(writeSol(mixed(), { routes: routes('type-2'), value: 12.4 })).toBe('Route #1 vehicle 2: 7 1\nCost 12\n');
    });

    it('writes scores, and no empty routes', () => {
        const instance = readChao('9 2\n0 0 0\n0 1 0\n1 1 5\n2 2 6\n');
        const routes = [
            { vehicleId: 'vehicle', visitIds: [] },
            { vehicleId: 'vehicle', visitIds: ['2'] },
        ];
        expect(writeSol(instance, evaluate(instance.problem, routes))).toBe('Route #1: 2\nScore 6\n');
        expect(writeSol(instance, { routes, value: 6 })).toBe('Route #1: 2\nScore 6\n');
    });

    it('refuses vehicles that the instance does not have', () => {
        const answer = { routes: [{ vehicleId: 'bus', visitIds: ['1'] }], value: 1 };
        expect(places(thrownIssues(() => writeSol(vrp(), answer)))).toEqual([['unknown-id', 'answer/routes/0/vehicleId']]);
    });
});

describe('parseSol', () => {
    it('reads the forms that solvers write', () => {
        const text = '\uFEFFRoute #1: 3 1 2\r\nroute 2:  9\t8 \r\nRoute #3:\r\n\r\ncost: 784.0\r\n';
        expect(parseSol(text, vrp())).toEqual([
            { vehicleId: 'vehicle', visitIds: ['3', '1', '2'] },
            { vehicleId: 'vehicle', visitIds: ['9', '8'] },
        ]);
        expect(parseSol('', vrp())).toEqual([]);
    });

    it('gives back what writeSol wrote, for every kind of fleet', () => {
        const instances = [vrp(), multiDepot(), periodic(), mixed()];
        const order = fc.shuffledSubarray(
            Array.from({ length: CUSTOMERS }, (_, i) => String(i + 1)),
            { minLength: 1 },
        );
        fc.assert(
            fc.property(
                fc.constantFrom(...instances),
                order,
                fc.array(fc.nat({ max: 8 })),
                fc.nat(),
                (instance, visitIds, cuts, pick) => {
                    const routes: RoutePlan[] = [];
                    const ends = [...new Set([...cuts, visitIds.length])].sort((a, b) => a - b);
                    let from = 0;
                    for (const end of ends) {
                        const part = visitIds.slice(from, end);
                        from = end;
                        const { vehicleId, day } = instance.fleet[(pick + end) % instance.fleet.length];
                        const ids = part.map((id) => (day === undefined ? id : `${id} day ${day}`));
                        if (part.length > 0) routes.push({ vehicleId, visitIds: ids });
                    }
                    expect(parseSol(writeSol(instance, { routes, value: 1 }), instance)).toEqual(routes);
                },
            ),
            { numRuns: 100 },
        );
    });

    it("reads SINTEF's files, with what stands above the routes", () => {
        const head =
            'Instance name : C101\nAuthors       : Kohl et al.\nDate          : 1999\nReference     : 2-Path Cuts\nSolution\n';
        expect(parseSol(`${head}Route  1 : 1 2\nRoute  2 : 3\n`, vrp()).map(({ visitIds }) => visitIds)).toEqual([
            ['1', '2'],
            ['3'],
        ]);
        expect(parseSol('Route #1: 3\nTime 1.5\nCost 5\n', vrp())).toHaveLength(1);
        expect(thrownIssues(() => parseSol('Solution space\nRoute #1: 3\n', vrp()))).toHaveLength(1);
    });

    it('skips what solvers add after the value', () => {
        const routes = parseSol('Route #1: 3\nCost 5\nTime 1.5\nSolver beatplan\nComment: best of ten\n', vrp());
        expect(routes.map(({ visitIds }) => visitIds)).toEqual([['3']]);
    });

    it('lets a customer be served on several days, once each', () => {
        const instance = periodic();
        expect(parseSol('Route #1 day 1: 4\nRoute #2 day 2: 4\n', instance)).toEqual([
            { vehicleId: 'day-1', visitIds: ['4 day 1'] },
            { vehicleId: 'day-2', visitIds: ['4 day 2'] },
        ]);
        const issues = thrownIssues(() => parseSol('Route #1 day 1: 4\nRoute #2 day 1: 4\n', instance));
        expect(issues).toMatchObject([
            { code: 'malformed-solution', path: ['line 2'], message: 'customer 4 is served on line 1 already' },
        ]);
    });

    it.each([
        ['Route #1: 3 10\nCost 5', [['malformed-solution', 'line 1']], '1 to 9'],
        ['Route #1: 3 0 x -1 2.5\nCost 5', new Array(4).fill(['malformed-solution', 'line 1']), '1 to 9'],
        ['Route #1: 3 3\nCost 5', [['malformed-solution', 'line 1']], 'each customer once'],
        ['Rotue #1: 3\nCost 5', [['malformed-solution', 'line 1']], "'Route #1: 3 7 12', or 'Cost 784' last"],
        ['Cost 5\nRoute #1: 3', [['malformed-solution', 'line 2']], "'Route #1: 3 7 12', or 'Cost 784' last"],
        ['Route #1: 3\nCost much', [['malformed-solution', 'line 2']], 'a number'],
        ['Route #1 depot 2: 3', [['malformed-solution', 'line 1']], "'Route #1:'"],
        ['Route #1: 3\nCost 5\nCost 6', [['malformed-solution', 'line 3']], "'Route #1: 3 7 12', or 'Cost 784' last"],
    ])('reports %j', (text, expected, wanted) => {
        const issues = thrownIssues(() => parseSol(text, vrp()));
        expect(places(issues)).toEqual(expected);
        expect(issues[0].expected).toBe(wanted);
    });

    it('lists the depots that there are', () => {
        const [issue] = thrownIssues(() => parseSol('Route #1: 3', multiDepot()));
        expect(issue.expected).toBe("'Route #1 depot 1:', 'Route #1 depot 2:'");
    });
});
