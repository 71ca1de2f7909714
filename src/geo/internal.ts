export { FARTHEST_PLANAR } from './check-places.js';
export { assertPolygon, checkPolygon, type PolygonCheckOptions } from './check-polygon.js';
export { curveOrder } from './curve-order.js';
export { interiorsMayMeet } from './interiors-may-meet.js';
export { checkPosition, FARTHEST_LONGITUDE, positionIssue } from './position.js';
