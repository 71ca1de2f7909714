export { parseAccountsCsv, readAccountsCsv } from './accounts-csv.js';
export {
    type AlignmentField,
    type AlignmentOptions,
    type AlignmentResult,
    alignmentToCsv,
    parseAlignmentCsv,
    readAlignmentCsv,
} from './alignment-csv.js';
export { type ChaoOptions, readChao } from './chao.js';
export type { ColumnChoice } from './columns.js';
export { type CordeauOptions, readCordeau } from './cordeau.js';
export { type Districting, type DistrictingOptions, isDistricting, readDistricting } from './districting.js';
export { formatWeeklyHours } from './format-weekly-hours.js';
export {
    customerOf,
    type DistanceConvention,
    type FleetEntry,
    INSTANCE_FORMATS,
    type Instance,
    type InstanceFormat,
    instanceValue,
    type PeriodicCustomer,
    type PeriodicData,
    type ValuedRoutes,
} from './instance.js';
export { type LiLimOptions, readLiLim } from './li-lim.js';
export { parseSol } from './parse-sol.js';
export { type InstanceOptions, readInstance } from './read-instance.js';
export { parseAccounts, parseReps, readAccounts, readReps } from './read-rows.js';
export { parseRepsCsv, readRepsCsv } from './reps-csv.js';
export { type RoutesGeoJsonOptions, routesToGeoJson } from './routes-geojson.js';
export { readSolomon, type SolomonOptions } from './solomon.js';
export { type SolutionGeoJsonOptions, solutionToGeoJson } from './solution-geojson.js';
export type { AccountField, RepField } from './table-fields.js';
export type { TableOptions, TableResult } from './table-result.js';
export { type CsvOptions, EXCEL_WITH_COMMA, tableToCsv } from './table-to-csv.js';
export { type OutlineProperties, type TerritoriesGeoJsonOptions, territoriesToGeoJson } from './territories-geojson.js';
export { readToptw, type ToptwOptions } from './toptw.js';
export { unitsFromGeoJson } from './units-geojson.js';
export { type VisitsCsvOptions, visitsToCsv } from './visits-csv.js';
export { type VisitsIcsOptions, visitsToIcs } from './visits-ics.js';
export { readVrplib, type VrplibOptions } from './vrplib.js';
export { parseWeeklyHours } from './weekly-hours.js';
export { writeSol } from './write-sol.js';
