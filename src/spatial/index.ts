export { BoxIndex, type NearestBoxOptions } from './box-index.js';
export type { NearestOptions } from './check-query.js';
export { type NearestAll, nearestAll } from './nearest-all.js';
export { type NearestPointOptions, PointIndex } from './point-index.js';
export { PolygonIndex, type PolygonItem } from './polygon-index.js';
