import { answerAssignment } from '../plain/answer-assignment.js';
import { planStepByStep, weekByWeek } from './plan-step-by-step.js';

// Each week takes the most valuable accounts whose next visit is due in it or was before, once each.
answerAssignment((assignment) =>
    planStepByStep(assignment, {
        steps: weekByWeek,
        worth: ({ priority, due, done }, [{ week }]) =>
            week >= Math.floor((assignment.market.weeks * done) / due) ? priority : undefined,
        iterations: 2500,
    }),
);
