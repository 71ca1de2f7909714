export { checkTravelModel } from './check-travel-model.js';
