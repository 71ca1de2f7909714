export { checkTravelModel } from './check-travel-model.js';
export { type FlatMatrix, flattenMatrix, matrixSize } from './flat-matrix.js';
export { travelMatrixSteps } from './trip.js';
