export { nearestAllSteps } from './nearest-all.js';
