import { Random, StopWatch } from '../../src/core/index.js';
import { compile } from '../../src/routing/compile/compile.js';
import { insertAll } from '../../src/routing/construct/insert-all.js';
import { checkSolution, type Problem, type RoutePlan } from '../../src/routing/index.js';
import { InsertionFinder } from '../../src/routing/moves/insertion.js';
import { LocalSearch } from '../../src/routing/search/local-search.js';
import { Sisr } from '../../src/routing/search/sisr.js';
import { Snapshot } from '../../src/routing/search/snapshot.js';
import { State } from '../../src/routing/state/state.js';

/** A part of the solver that can be called again and again. */
export interface Kernel {
    readonly name: string;
    /** What one operation is. */
    readonly operation: string;
    /** Operations a call. */
    readonly operations: number;
    /** Before each call, outside of the measurement. */
    readonly prepare?: () => void;
    readonly call: () => void;
}

const BATCH = 100;
const ABSENT_RATE = 20;
const TAKEN_OUT = 5;

/** The kernels on one problem. Each begins from the same routes, made by cheapest insertion, in a state of its own. */
export function kernelsOf(problem: Problem): Kernel[] {
    const instance = compile(problem);
    const state = new State(instance);
    insertAll(state, new Random(1));
    const first = new Snapshot(state);
    first.take(state);
    const plan: RoutePlan[] = first.sequences().map(({ route, visits }) => ({
        vehicleId: problem.vehicles[instance.routeType[route]].id,
        visitIds: Array.from(visits, (v) => problem.visits[v].id),
    }));
    return [
        { name: 'compile', operation: 'problem', operations: 1, call: () => void compile(problem) },
        findInsertions(new State(instance), first),
        ruinAndRecreate(new State(instance), first),
        rollBack(new State(instance), first),
        searchLocally(new State(instance), first),
        { name: 'checkSolution', operation: 'plan', operations: 1, call: () => void checkSolution(problem, plan) },
    ];
}

/** One visit in twenty is absent; the best place of each is looked for, in turn. */
function findInsertions(state: State, first: Snapshot): Kernel {
    const finder = new InsertionFinder(state, new Random(1));
    const { n } = state.instance;
    let absent: number[] | undefined;
    let at = 0;
    return {
        name: 'InsertionFinder.find',
        operation: 'visit',
        operations: BATCH,
        prepare: () => {
            if (absent !== undefined) return;
            first.restore(state);
            for (let v = 0; v < n; v += ABSENT_RATE) {
                const r = state.route[v];
                if (r < 0) continue;
                state.remove(v);
                state.refresh(r);
            }
            absent = Array.from(state.absent.subarray(0, state.absentCount));
        },
        call: () => {
            for (let i = 0; i < BATCH; i++) {
                at = (at + 1) % absent!.length;
                finder.find(absent![at], false);
            }
        },
    };
}

function ruinAndRecreate(state: State, first: Snapshot): Kernel {
    const watch = new StopWatch({});
    let search: Sisr | undefined;
    return {
        name: 'ruin and recreate',
        operation: 'iteration',
        operations: BATCH,
        prepare: () => {
            if (search !== undefined) return;
            first.restore(state);
            search = new Sisr(state, new Random(1));
        },
        call: () => void search!.run(watch, BATCH),
    };
}

/** Takes up to five visits in a row out of a random route, and puts everything back. */
function rollBack(state: State, first: Snapshot): Kernel {
    const random = new Random(1);
    const { n } = state.instance;
    let served: number[] | undefined;
    return {
        name: 'rollback',
        operation: `up to ${TAKEN_OUT} visits out and back`,
        operations: BATCH,
        prepare: () => {
            if (served !== undefined) return;
            first.restore(state);
            state.record();
            served = Array.from({ length: n }, (_, v) => v).filter((v) => state.route[v] >= 0);
        },
        call: () => {
            for (let i = 0; i < BATCH; i++) {
                let v = served![random.integer(served!.length)];
                const r = state.route[v];
                for (let k = 0; k < TAKEN_OUT && v < n; k++) {
                    const following = state.next[v];
                    state.remove(v);
                    v = following;
                }
                state.refresh(r);
                state.rollback();
            }
        },
    };
}

/** Tries all moves of a hundred visits, from the beginning of a descent. */
function searchLocally(state: State, first: Snapshot): Kernel {
    const watch = new StopWatch({});
    let search: LocalSearch | undefined;
    return {
        name: 'local search',
        operation: 'visit, all its moves',
        operations: BATCH,
        prepare: () => {
            first.restore(state);
            search = new LocalSearch(state, new Random(1));
        },
        call: () => void search!.run(watch, BATCH),
    };
}
