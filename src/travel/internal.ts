export { checkFieldTravel } from './models/check-field-travel.js';
export { checkTravelModel } from './models/check-travel-model.js';
export { fitGreatCircle } from './models/fit-great-circle.js';
export { type FlatMatrix, flattenMatrix, matrixSize } from './models/flat-matrix.js';
export { travelMatrixSteps } from './models/trip.js';
