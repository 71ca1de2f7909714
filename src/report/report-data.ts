import type { Topology } from 'topojson-specification';
import type { Scorecard } from '../performance/index.js';

/** Miles or kilometres. */
export type DistanceUnit = 'km' | 'mi';

/** Columns of the accounts, in input order. `null` stands where nothing was given. */
export interface AccountColumns {
    readonly id: readonly string[];
    /** `null` where the name is the id. */
    readonly name: readonly (string | null)[];
    /** `null` where none was given. */
    readonly address: readonly (string | null)[];
    readonly lng: readonly number[];
    readonly lat: readonly number[];
    /** One letter an account. */
    readonly tier: string;
    readonly potential: readonly (number | null)[];
    /** Calls due in four weeks. */
    readonly frequency: readonly (number | null)[];
    /** Index of the territory, -1 if there is none. */
    readonly territory: readonly number[];
}

/** Columns of the reps, in input order. */
export interface RepColumns {
    readonly id: readonly string[];
    readonly name: readonly (string | null)[];
    readonly lng: readonly number[];
    readonly lat: readonly number[];
}

/** A territory's outline: polygons of rings, each ring as `packRings` writes it. */
export type PackedShape = readonly (readonly (readonly number[])[])[];

/** Columns of the territories, in the plan's order. */
export interface TerritoryColumns {
    readonly id: readonly string[];
    /** Index of the rep, -1 if there is none. */
    readonly rep: readonly number[];
    readonly color: readonly number[];
    readonly lng: readonly number[];
    readonly lat: readonly number[];
    /** `null` where no outline was given. */
    readonly shape: readonly (PackedShape | null)[];
}

/** Columns of the days; the stops of day d are `firstStop[d]` up to `firstStop[d + 1]`. Metres and seconds. */
export interface DayColumns {
    readonly rep: readonly number[];
    /** Days after the first day of the period. */
    readonly day: readonly number[];
    readonly start: readonly number[];
    readonly end: readonly number[];
    readonly distance: readonly number[];
    readonly travel: readonly number[];
    readonly service: readonly number[];
    readonly waiting: readonly number[];
    readonly firstStop: readonly number[];
}

/** Columns of the stops, day by day. Metres and seconds, arrival after midnight, start and departure after the one before. */
export interface StopColumns {
    readonly account: readonly number[];
    readonly arrival: readonly number[];
    readonly waiting: readonly number[];
    readonly service: readonly number[];
    readonly distance: readonly number[];
    readonly travel: readonly number[];
}

/** Columns of the calls that are due and not planned. */
export interface UnscheduledColumns {
    readonly account: readonly number[];
    readonly rep: readonly number[];
    /** Index into `codes`. */
    readonly code: readonly number[];
    /** Index into `messages`. */
    readonly message: readonly number[];
    readonly codes: readonly string[];
    /** What each code means, for a person. */
    readonly meanings: readonly string[];
    readonly messages: readonly string[];
}

/** Outlines of the land below the territories. */
export interface Outlines {
    /** Objects `home`, the countries that the accounts lie in, and `others`; either may be missing. */
    readonly countries: Topology;
    /** Object `home`; where the accounts lie in the United States, which `countries` then lacks. */
    readonly states?: Topology;
}

/** Everything that a report's page holds: plain, compact, columns instead of objects. */
export interface ReportData {
    readonly title: string;
    /** `YYYY-MM-DD`. */
    readonly start: string;
    readonly weeks: number;
    readonly distanceUnit: DistanceUnit;
    readonly tiles?: { readonly url: string; readonly attribution: string };
    /** West, south, east, north; west <= east, longitudes may pass 180. */
    readonly view: readonly [west: number, south: number, east: number, north: number];
    readonly accounts: AccountColumns;
    readonly reps: RepColumns;
    readonly territories: TerritoryColumns;
    readonly days: DayColumns;
    readonly stops: StopColumns;
    readonly unscheduled: UnscheduledColumns;
    readonly scorecard: Scorecard;
    /** What the scores lack, a sentence each; may be empty. */
    readonly notes: readonly string[];
    readonly outlines: Outlines;
}
