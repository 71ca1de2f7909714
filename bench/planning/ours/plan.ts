import { measureWorkRatios, type PlanOptions, planBeats } from '../../../src/planning/index.js';
import { answerAssignment } from '../plain/answer-assignment.js';
import type { Answer, Assignment } from '../plain/market.js';
import { beatplanAnswer } from './beatplan-answer.js';
import { DEFAULT_ITERATIONS } from './iterations.js';

answerAssignment(({ market, seed, effort, options = {} }: Assignment): Omit<Answer, 'cpuSeconds'> => {
    const { accounts, reps, start, weeks, travel } = market;
    const iterations = Math.round(DEFAULT_ITERATIONS * effort);
    const settings: PlanOptions = { start, weeks, travel, seed, ...(effort === 1 ? {} : { stop: { iterations } }), ...options };
    const plan = planBeats(accounts, reps, settings);
    const { calendar, alignment } = plan;
    const owned = alignment.territories.flatMap(({ repId, unitIds }) => unitIds.map((id) => [id, repId!] as const));
    const workRatios = measureWorkRatios(plan, accounts, reps, { travel });
    return { ...beatplanAnswer(calendar, Object.fromEntries(owned)), workRatios };
});
