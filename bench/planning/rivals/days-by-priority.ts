import { answerAssignment } from '../plain/answer-assignment.js';
import { dayByDay, planStepByStep } from './plan-step-by-step.js';

// Each day takes the most valuable accounts whose next visit is due by then: an account due n times in a period of d days is due from day
// k d / n for visit k, from 0.
answerAssignment((assignment) =>
    planStepByStep(assignment, {
        steps: dayByDay,
        worth: ({ priority, due, done }, [{ day }]) => (day >= (7 * assignment.market.weeks * done) / due ? priority : undefined),
        iterations: 400,
    }),
);
