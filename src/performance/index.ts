export { scorecard } from './scorecard.js';
export type { Activity, Balance, Scorecard, TerritoryScore } from './scorecard-data.js';
