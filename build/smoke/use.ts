import { type Account, type BeatPlan, planBeats, type Rep, type Solution, solve } from 'beatplan';
import type { Position } from 'beatplan/geo';
import type { Problem } from 'beatplan/routing';
import { PointIndex } from 'beatplan/spatial';

const position: Position = [8.68, 49.41];
const accounts: readonly Account[] = [{ id: 'a', position, potential: 1000 }];
const reps: readonly Rep[] = [{ id: 'r', home: position, hours: { mon: [[8 * 3600, 17 * 3600]] } }];
const problem: Problem = { visits: [{ id: 'a', position }], vehicles: [{ id: 'v' }] };

export const nearest: readonly number[] = new PointIndex([position]).nearest(position, { count: 1 });
export const solution: Solution = solve(problem, { stop: { iterations: 10 }, seed: 1 });
export const plan: BeatPlan = planBeats(accounts, reps, { start: '2026-01-05', weeks: 4 });
