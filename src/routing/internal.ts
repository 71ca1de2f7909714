export { solveSteps } from './solve.js';
