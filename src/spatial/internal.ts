export { nearestAllSteps, nearestPositionSteps } from './points/nearest-all.js';
export { readPoints } from './points/point-source.js';
