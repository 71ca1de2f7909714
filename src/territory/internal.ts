export { designSteps } from './design-territories.js';
export { workSteps } from './estimate-work.js';
