import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import {
    checkSolution,
    evaluate,
    METHODS,
    type Problem,
    type RoutePlan,
    type Solution,
    solve,
    validateProblem,
} from '../../src/routing/index.js';
import { bestPlan, compareValues } from './oracle/brute-force.js';
import { plansOf, SUMS } from './oracle/figures.js';
import { FEATURES, type Feature, generateProblem, KINDS, type Kind, withGroups } from './oracle/generate.js';
import { Judge } from './oracle/judge.js';

/** Equal but for what rounding may do to sums and to the limits that they are held against. */
function expectClose(found: number, wanted: number, what: string): void {
    // Asked a million times: the assertion is made only where it fails.
    if (!(Math.abs(found - wanted) <= 1e-6 * Math.max(10, Math.abs(wanted)))) expect(found, what).toBe(wanted);
}

/** Any plan, whatever it breaks, with each visit at most once. */
function randomPlan(problem: Problem, seed: number): RoutePlan[] {
    const random = new Random(seed);
    const slots = problem.vehicles.flatMap(({ id, count = 1 }) => Array.from({ length: count }, () => id));
    const routes = slots.map((vehicleId) => ({ vehicleId, visitIds: [] as string[] }));
    const ids = problem.visits.map(({ id }) => id);
    random.shuffle(ids);
    for (const id of ids) if (random.next() < 0.7) routes[random.integer(routes.length)].visitIds.push(id);
    return routes;
}

/** The solver's own figures, the checker's and the judge's must be one. */
function expectAgreement(problem: Problem, solution: Solution, what: string): readonly number[] {
    const check = checkSolution(problem, solution);
    const plan = plansOf(solution);
    const judge = new Judge(problem);
    const judged = judge.plan(plan);
    expect(
        check.violations.filter(({ code }) => code !== 'required-unserved'),
        what,
    ).toEqual([]);
    expect(judged.keepsRules, what).toBe(true);
    for (const key of SUMS) {
        expectClose(solution[key], judged[key], `${what}: ${key}`);
        expectClose(check[key], judged[key], `${what}: ${key} of the checker`);
    }
    expect(compareValues(check.objective, judged.value), `${what}: ${check.objective} against ${judged.value}`).toBe(0);
    expect(solution.feasible, what).toBe(judged.requiredUnserved.length === 0);
    expect(
        solution.unserved.map(({ visitId }) => visitId),
        what,
    ).toEqual(judged.unserved);
    for (const route of solution.routes) expectRoute(problem, route, judge, what);
    return judged.value;
}

function expectRoute(problem: Problem, route: Solution['routes'][number], judge: Judge, what: string): void {
    const vehicle = problem.vehicles.find(({ id }) => id === route.vehicleId);
    const visitIds = route.stops.map(({ visitId }) => visitId);
    const judged = vehicle && judge.route(vehicle, visitIds);
    expect(judged, what).toBeDefined();
    if (judged === undefined) return;
    expectClose(route.start, judged.start, what);
    expectClose(route.end, judged.end, what);
    expect(route.load, what).toEqual(judged.load);
    let time = route.start;
    route.stops.forEach((stop, i) => {
        expectClose(stop.arrival, time + stop.travelDuration, what);
        expectClose(stop.start, stop.arrival + stop.waiting, what);
        expectClose(stop.start, judged.starts[i], what);
        time = stop.departure;
    });
}

describe('the checker', () => {
    it('judges any plan as the judge does', () => {
        let kept = 0;
        for (let seed = 1; seed <= 1500; seed++) {
            const problem = generateProblem(seed, { mostVisits: 6, mostVehicles: 3 });
            const plan = randomPlan(problem, seed);
            const judged = new Judge(problem).plan(plan);
            const check = checkSolution(problem, plan);
            const broken = check.violations.filter(({ code }) => code !== 'required-unserved');
            expect(broken.length === 0, `seed ${seed}: ${JSON.stringify(broken)}`).toBe(judged.keepsRules);
            expect(check.unserved, `seed ${seed}`).toEqual(judged.unserved);
            expect(
                check.violations.filter(({ code }) => code === 'required-unserved').map(({ visitId }) => visitId),
                `seed ${seed}`,
            ).toEqual(judged.requiredUnserved);
            if (!judged.keepsRules) continue;
            kept++;
            for (const key of SUMS) expectClose(check[key], judged[key], `seed ${seed}: ${key}`);
            expect(compareValues(check.objective, judged.value), `seed ${seed}`).toBe(0);
        }
        // Both kinds of plans must occur, or nothing was compared.
        expect(kept).toBeGreaterThan(300);
        expect(kept).toBeLessThan(1200);
    });

    it('finds the figures that evaluate finds, of plans that break rules too', () => {
        for (let seed = 1; seed <= 1000; seed++) {
            const problem = generateProblem(seed, { mostVisits: 6, mostVehicles: 3 });
            const plan = randomPlan(problem, seed);
            const check = checkSolution(problem, plan);
            const evaluation = evaluate(problem, plan);
            expect(evaluation.violations, `seed ${seed}`).toEqual(check.violations);
            expect(evaluation.feasible, `seed ${seed}`).toBe(check.feasible);
            // Where there is no way, there are no figures.
            if (check.violations.some(({ code }) => code === 'unreachable')) continue;
            for (const key of SUMS) expectClose(evaluation[key], check[key], `seed ${seed}: ${key}`);
        }
    });
});

// Every feature with two kinds of objectives, so that each pair occurs with some method.
const ALONE: readonly (readonly [Feature, Kind, Kind])[] = FEATURES.map((feature, i) => [
    feature,
    KINDS[i % KINDS.length],
    KINDS[(i + 1 + Math.floor(i / KINDS.length)) % KINDS.length],
]);

describe('a feature alone', () => {
    it.each(ALONE)('%s, for %s and %s', (feature, first, second) => {
        let seed = 0;
        for (const kind of [first, second]) {
            for (const method of METHODS) {
                const problem = generateProblem(++seed, {
                    leastVisits: 2,
                    mostVisits: 4,
                    features: kind === 'weighted' ? [feature, 'priorities'] : [feature, 'prizes', 'priorities'],
                    kind,
                });
                const solution = solve(problem, { method, seed, stop: { iterations: 400 } });
                const what = `${feature}, ${kind}, ${method}, seed ${seed}`;
                const value = expectAgreement(problem, solution, what);
                const best = bestPlan(problem);
                const order = compareValues(value, best.value);
                const against = `${what}: ${value} against ${best.value} ${JSON.stringify(best.plan)}`;
                if (method === 'auto' || method === 'sisr') expect(order, against).toBe(0);
                else expect(order, against).toBeGreaterThanOrEqual(0);
            }
        }
    });
});

describe('features mixed', () => {
    it.each(METHODS)('%s is never better than the best plan and breaks no rule', (method) => {
        for (let seed = 1; seed <= 40; seed++) {
            const problem = generateProblem(5000 + seed, { mostVisits: 4 });
            const what = `${method}, seed ${5000 + seed}`;
            const value = expectAgreement(problem, solve(problem, { method, stop: { iterations: 400 } }), what);
            expect(compareValues(value, bestPlan(problem).value), what).toBeGreaterThanOrEqual(0);
        }
    });

    it.each(KINDS)('the search finds the best plan for %s', (kind) => {
        for (let seed = 1; seed <= 80; seed++) {
            const problem = generateProblem(7000 + seed, { mostVisits: 4, kind });
            const what = `${kind}, seed ${7000 + seed}`;
            const value = expectAgreement(problem, solve(problem, { stop: { iterations: 1500 } }), what);
            const best = bestPlan(problem);
            expect(compareValues(value, best.value), `${what}: ${value} against ${best.value} ${JSON.stringify(best.plan)}`).toBe(
                0,
            );
        }
    });
});

describe('groups', () => {
    it('are judged by the checker as by the judge', () => {
        let kept = 0;
        for (let seed = 1; seed <= 1000; seed++) {
            const problem = withGroups(generateProblem(seed, { mostVisits: 5, mostVehicles: 3 }), seed);
            expect(validateProblem(problem), `seed ${seed}`).toEqual([]);
            const plan = randomPlan(problem, seed);
            const judged = new Judge(problem).plan(plan);
            const check = checkSolution(problem, plan);
            const broken = check.violations.filter(({ code }) => code !== 'required-unserved');
            expect(broken.length === 0, `seed ${seed}: ${JSON.stringify(broken)}`).toBe(judged.keepsRules);
            if (!judged.keepsRules) continue;
            kept++;
            expect(check.unserved, `seed ${seed}`).toEqual(judged.unserved);
            expect(
                check.violations.map(({ visitId, groupId }) => groupId ?? visitId),
                `seed ${seed}`,
            ).toEqual(judged.requiredUnserved);
            expect(compareValues(check.objective, judged.value), `seed ${seed}`).toBe(0);
        }
        expect(kept).toBeGreaterThan(100);
        expect(kept).toBeLessThan(900);
    });

    it.each(METHODS)('%s breaks no rule and is never better than the best plan', (method) => {
        for (let seed = 1; seed <= 30; seed++) {
            const problem = withGroups(generateProblem(9000 + seed, { mostVisits: 4 }), seed);
            const what = `${method}, seed ${9000 + seed}`;
            const value = expectAgreement(problem, solve(problem, { method, stop: { iterations: 200 } }), what);
            expect(compareValues(value, bestPlan(problem).value), what).toBeGreaterThanOrEqual(0);
        }
        for (let seed = 1; seed <= 15; seed++) {
            const problem = withGroups(generateProblem(seed, { mostVisits: 12, mostVehicles: 3 }), seed);
            expectAgreement(problem, solve(problem, { method, stop: { iterations: 200 } }), `${method}, seed ${seed}`);
        }
    });

    it.each(KINDS)('the search finds the best plan for %s', (kind) => {
        for (let seed = 1; seed <= 40; seed++) {
            const problem = withGroups(generateProblem(3000 + seed, { mostVisits: 5, kind }), seed);
            const what = `${kind}, seed ${3000 + seed}`;
            const value = expectAgreement(problem, solve(problem, { stop: { iterations: 2000 } }), what);
            const best = bestPlan(problem);
            expect(compareValues(value, best.value), `${what}: ${value} against ${best.value} ${JSON.stringify(best.plan)}`).toBe(
                0,
            );
        }
    });
});
