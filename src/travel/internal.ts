export { checkFieldTravel } from './check-field-travel.js';
export { checkTravelModel } from './check-travel-model.js';
export { fitGreatCircle } from './fit-great-circle.js';
export { type FlatMatrix, flattenMatrix, matrixSize } from './flat-matrix.js';
export { travelMatrixSteps } from './trip.js';
