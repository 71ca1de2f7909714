import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/index.js';
import { compile } from '../../../src/routing/compile/compile.js';
import { insertAll } from '../../../src/routing/construct/insert-all.js';
import { Recreate } from '../../../src/routing/search/recreate.js';
import { StringRuin } from '../../../src/routing/search/ruin.js';
import { Snapshot } from '../../../src/routing/search/snapshot.js';
import { State } from '../../../src/routing/state/state.js';
import { generateProblem, withGroups } from '../oracle/generate.js';

/** Everything that judging reads, whatever the order in which absent visits and empty routes are listed. */
function pictureOf(state: State): object {
    const numbers = (values: Float64Array): number[] => Array.from(values, (value) => Math.round(value * 1e4) / 1e4);
    const routes = Array.from({ length: state.instance.routes }, (_, r) => {
        const visits = new Int32Array(state.instance.n);
        return Array.from(visits.subarray(0, state.copyRoute(r, visits, 0)));
    });
    const onRoutes = Float64Array.from(state.instance.place, (_, u) => (state.route[u] < 0 ? 0 : 1));
    const known = (values: Float64Array): number[] => numbers(values.map((value, u) => (onRoutes[u] === 1 ? value : 0)));
    return {
        routes,
        size: Array.from(state.size),
        load: numbers(state.load),
        distance: numbers(state.distance),
        travel: numbers(state.travel),
        cost: numbers(state.cost),
        feasible: Array.from(state.feasible),
        ready: known(state.times.ready),
        latest: known(state.times.latest),
        absent: Array.from(state.absent.subarray(0, state.absentCount)).sort((a, b) => a - b),
        // Off the halves, where the last digits of a sum would decide.
        total: Math.round(state.total() * 1e4 + 0.2718281828),
        tier: state.tier,
        groups: state.groups && [Array.from(state.groups.served), state.groups.absent.slice(0, state.groups.absentCount).sort()],
    };
}

function eachState(seeds: number, visit: (state: State, random: Random, seed: number) => void): void {
    for (let seed = 1; seed <= seeds; seed++) {
        const problem = generateProblem(seed, { mostVisits: 14, mostVehicles: 4 });
        for (const each of [problem, withGroups(problem, seed)]) {
            const random = new Random(seed);
            const state = new State(compile(each));
            insertAll(state, random);
            state.record();
            visit(state, random, seed);
        }
    }
}

describe('a state', () => {
    it('takes back a ruin and its recreation as if nothing had been', () => {
        eachState(150, (state, random, seed) => {
            const ruin = new StringRuin(state, random);
            const recreate = new Recreate(state, random);
            for (let step = 0; step < 10; step++) {
                const before = pictureOf(state);
                ruin.run();
                const count = ruin.removedCount;
                // A route is opened among visits whose groups are whole or absent.
                if (count > 0 && step % 3 === 0 && state.groups === null) recreate.openRoute(ruin.removed[0]);
                recreate.run(ruin.removed, count, ruin.seed);
                if (step % 2 === 0) {
                    state.rollback();
                    expect(pictureOf(state), `seed ${seed}, step ${step}`).toEqual(before);
                } else state.commit();
            }
        });
    });

    it('keeps by differences what a fresh computation gives', () => {
        eachState(150, (state, random, seed) => {
            const ruin = new StringRuin(state, random);
            const recreate = new Recreate(state, random);
            for (let step = 0; step < 10; step++) {
                ruin.run();
                recreate.run(ruin.removed, ruin.removedCount, ruin.seed);
                state.commit();
            }
            const fresh = new State(state.instance);
            const visits = new Int32Array(state.instance.n);
            for (let r = 0; r < state.instance.routes; r++) fresh.assign(r, visits, 0, state.copyRoute(r, visits, 0));
            expect(pictureOf(state), `seed ${seed}`).toEqual(pictureOf(fresh));
        });
    });

    it('gives a snapshot that follows it route by route', () => {
        eachState(100, (state, random, seed) => {
            const snapshot = new Snapshot(state);
            snapshot.take(state);
            const ruin = new StringRuin(state, random);
            const recreate = new Recreate(state, random);
            for (let step = 0; step < 6; step++) {
                ruin.run();
                recreate.run(ruin.removed, ruin.removedCount, ruin.seed);
                if (step % 2 === 0) state.rollback();
                else state.commit();
                if (step === 3) snapshot.take(state);
            }
            snapshot.take(state);
            const picture = pictureOf(state);
            for (let r = 0; r < state.instance.routes; r++) state.clear(r);
            snapshot.restore(state);
            expect(pictureOf(state), `seed ${seed}`).toEqual(picture);
        });
    });
});
