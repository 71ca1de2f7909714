import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import type { Account, Rep } from '../market/index.js';
import type { Scorecard } from '../performance/index.js';
import type { BeatPlan } from '../planning/index.js';
import type { DistanceUnit } from './report-data.js';

/** What a territory's outline says about itself; whatever else it holds is not read. */
export interface ReportShapeProperties {
    /** Id of the territory. */
    readonly id: string;
    /** Colour index from 0; neighbours differ. */
    readonly color: number;
}

/** Outlines of the territories, as `territoryShapes` gives them. */
export type ReportShapes = FeatureCollection<Polygon | MultiPolygon, ReportShapeProperties>;

/** A source of online map tiles. */
export interface ReportTiles {
    /** Template with `{z}`, `{x}` and `{y}`: `https://tile.openstreetmap.org/{z}/{x}/{y}.png`. */
    readonly url: string;
    /** Whom to credit; shown as text while the tiles are on. */
    readonly attribution: string;
}

/** Everything that a report is made of. */
export interface ReportInput {
    /** Heading of the report; default `Beat plan`. */
    readonly title?: string;
    readonly accounts: readonly Account[];
    readonly reps: readonly Rep[];
    readonly plan: BeatPlan;
    /** Outlines of the plan's territories; a territory without one shows its accounts only. */
    readonly shapes: ReportShapes;
    readonly scorecard: Scorecard;
    /** Adds a switch for online tiles; they are never loaded before a reader turns them on. Default: none. */
    readonly tiles?: ReportTiles;
    /** Default: miles where most accounts lie in the United States, kilometres elsewhere. */
    readonly distanceUnit?: DistanceUnit;
}
