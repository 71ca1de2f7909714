export { isTileTemplate } from './check-input.js';
export { renderReport } from './render-report.js';
export { type ReviewPageOptions, renderReview } from './render-review.js';
export type { DistanceUnit } from './report-data.js';
export type { ReportInput, ReportShapeProperties, ReportShapes, ReportTiles } from './report-input.js';
