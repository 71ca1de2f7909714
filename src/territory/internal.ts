export { designSteps } from './design-territories.js';
