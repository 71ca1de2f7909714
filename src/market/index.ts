export { type Account, TIERS, type Tier } from './account.js';
export { type AccountCondition, type AccountConditions, type ConditionSubject, meetsConditions } from './account-conditions.js';
export type { AccountScore } from './account-score.js';
export { type AccountFinding, type AuditOptions, auditAccounts } from './audit-accounts.js';
export { addDays, daysBetween, isDate, mondayOf, weekdayOf } from './calendar-date.js';
export { estimatePotential, type PotentialEstimate, type PotentialOptions } from './estimate-potential.js';
export { findHotAccounts, type HotAccount, type HotAccountOptions } from './find-hot-accounts.js';
export { type DayWindow, dayWindows, openDuration, WEEKDAYS, type Weekday, type WeeklyHours } from './hours.js';
export { matchOwners, type OwnerMatch } from './match-owners.js';
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
export type { ScoreFactor, ScoreOptions, ScoreTierOptions } from './score-options.js';
export {
    type AccountSegments,
    type SegmentOptions,
    type SegmentRule,
    type SegmentTotal,
    segmentAccounts,
} from './segment-accounts.js';
export { type TierOptions, tierAccounts } from './tier-accounts.js';
export { validateAccounts, validateReps } from './validate.js';
