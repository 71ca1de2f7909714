import { answerAssignment } from '../plain/answer-assignment.js';
import { planStepByStep, weekByWeek } from './plan-step-by-step.js';

// A visit is worth planning from this share of its interval on.
const EARLIEST = 0.5;

// Each week takes the accounts whose last visit is longest ago for their interval and priority. Before the period each was visited as
// often as it should be, some of them just before its start and some an interval earlier.
answerAssignment((assignment) =>
    planStepByStep(assignment, {
        steps: weekByWeek,
        worth: ({ account, priority, due, last }, days) => {
            const interval = (7 * assignment.market.weeks) / due;
            const before = last ?? -interval * ((account * 0.618034) % 1);
            const age = (days[days.length - 1].day - before) / interval;
            return age < EARLIEST ? undefined : Math.min(100, (priority * age) / 2);
        },
        iterations: 2500,
    }),
);
