export type { DecimalMark } from '../core/index.js';
export { type ChaoOptions, readChao } from './benchmarks/chao.js';
export { type CordeauOptions, readCordeau } from './benchmarks/cordeau.js';
export { type Districting, type DistrictingOptions, isDistricting, readDistricting } from './benchmarks/districting.js';
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
} from './benchmarks/instance.js';
export { type LiLimOptions, readLiLim } from './benchmarks/li-lim.js';
export { parseSol } from './benchmarks/parse-sol.js';
export { type InstanceOptions, readInstance } from './benchmarks/read-instance.js';
export { readSolomon, type SolomonOptions } from './benchmarks/solomon.js';
export { readToptw, type ToptwOptions } from './benchmarks/toptw.js';
export { readVrplib, type VrplibOptions } from './benchmarks/vrplib.js';
export { writeSol } from './benchmarks/write-sol.js';
export { type VisitsIcsOptions, visitsToIcs } from './calendars/visits-ics.js';
export { type RoutesGeoJsonOptions, routesToGeoJson } from './maps/routes-geojson.js';
export { type SolutionGeoJsonOptions, solutionToGeoJson } from './maps/solution-geojson.js';
export { type OutlineProperties, type TerritoriesGeoJsonOptions, territoriesToGeoJson } from './maps/territories-geojson.js';
export { type UnitsGeoJsonOptions, unitsFromGeoJson } from './maps/units-geojson.js';
export { parseAccountsCsv, readAccountsCsv } from './tables/accounts-csv.js';
export {
    type AlignmentField,
    type AlignmentOptions,
    type AlignmentResult,
    alignmentToCsv,
    parseAlignmentCsv,
    readAlignmentCsv,
} from './tables/alignment-csv.js';
export type { ColumnChoice } from './tables/columns.js';
export { formatWeeklyHours } from './tables/format-weekly-hours.js';
export { parseAccounts, parseReps, readAccounts, readReps } from './tables/read-rows.js';
export { parseVisitsCsv, type VisitsTableOptions } from './tables/read-visits-csv.js';
export { parseRepsCsv, readRepsCsv } from './tables/reps-csv.js';
export type { CallField, OrderField, QuotaField } from './tables/result-fields.js';
export {
    parseCallsCsv,
    parseOrdersCsv,
    type RepQuota,
    readCallsCsv,
    readOrdersCsv,
    readQuotasCsv,
} from './tables/results-csv.js';
export type { AccountField, RepField } from './tables/table-fields.js';
export type { DroppedCell, TableOptions, TableResult } from './tables/table-result.js';
export { type CsvOptions, EXCEL_WITH_COMMA, tableToCsv } from './tables/table-to-csv.js';
export { type VisitsCsvOptions, visitsToCsv } from './tables/visits-csv.js';
export { parseWeeklyHours } from './tables/weekly-hours.js';
