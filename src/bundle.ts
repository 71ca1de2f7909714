// What a page has as the global `beatplan`: the calls that most people start with, and every room by its name.
export * as cluster from './cluster/index.js';
export * as formats from './formats/index.js';
export * as geo from './geo/index.js';
export * from './index.js';
export * as market from './market/index.js';
export * as performance from './performance/index.js';
export * as planning from './planning/index.js';
export * as report from './report/index.js';
export * as routing from './routing/index.js';
export * as spatial from './spatial/index.js';
export * as territory from './territory/index.js';
export * as travel from './travel/index.js';
