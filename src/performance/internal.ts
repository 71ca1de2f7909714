export { checkScorecard } from './check-scorecard.js';
