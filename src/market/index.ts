export { type Account, TIERS, type Tier } from './account.js';
export {
    type AccountCondition,
    type AccountConditions,
    type ConditionSubject,
    checkConditions,
    conditionReader,
    meetsConditions,
} from './account-conditions.js';
export type { AccountScore } from './account-score.js';
export { type AccountFinding, type AuditOptions, auditAccounts } from './audit-accounts.js';
export { addDays, daysBetween, isDate, mondayOf, weekdayOf } from './calendar-date.js';
export { checkAccounts, checkOwners } from './check-accounts.js';
export { checkWeeklyHours } from './check-hours.js';
export { checkReps } from './check-reps.js';
export { checkScore } from './check-score.js';
export { checkScores } from './check-scores.js';
export { estimatePotential, type PotentialEstimate, type PotentialOptions } from './estimate-potential.js';
export { readField } from './field-values.js';
export { findHotAccounts, type HotAccount, type HotAccountOptions } from './find-hot-accounts.js';
export { DAY_SECONDS, type DayWindow, dayWindows, openDuration, WEEKDAYS, type Weekday, type WeeklyHours } from './hours.js';
export { matchOwners, type OwnerMatch } from './match-owners.js';
export { matchScores } from './match-scores.js';
export { meanShiftDuration } from './mean-shift-duration.js';
export { type CompetitionOptions, type CompetitorSite, measureCompetition } from './measure-competition.js';
export {
    type AccountWhitespace,
    measureWhitespace,
    type Whitespace,
    type WhitespaceOptions,
    type WhitespaceStatus,
} from './measure-whitespace.js';
export type { Rep } from './rep.js';
export type { Scale } from './scale-values.js';
export { scoreAccounts } from './score-accounts.js';
export { describeMissingFactors } from './score-notes.js';
export { checkScoreOptions, type ScoreFactor, type ScoreOptions, type ScoreTierOptions } from './score-options.js';
export {
    type AccountSegments,
    type SegmentOptions,
    type SegmentRule,
    type SegmentTotal,
    segmentAccounts,
} from './segment-accounts.js';
export { type TierOptions, tierAccounts } from './tier-accounts.js';
