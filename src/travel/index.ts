export type { TravelCache } from './engines/fetch-block.js';
export {
    type FetchedMatrix,
    type FetchTravelMatrixOptions,
    fetchTravelMatrix,
    type TravelEngine,
} from './engines/fetch-travel-matrix.js';
export { knownTrips } from './models/known-trips.js';
export type {
    EuclideanTravel,
    FieldTravel,
    GreatCircleTravel,
    MatrixEntries,
    MatrixTravel,
    PositionTravel,
    RoadSource,
    RoadTravel,
    SpeedBand,
    StraightTravel,
    TravelModel,
    Trip,
    TripEstimator,
} from './models/travel-model.js';
export {
    DEFAULT_CIRCUITY,
    DEFAULT_SPEED_BANDS,
    DEFAULT_TRAVEL,
    driveDuration,
    driveEstimator,
    type TravelMatrix,
    travelMatrix,
    tripEstimator,
} from './models/trip.js';
export { validateTravelModel } from './models/validate.js';
export { type ReachedPoint, withinTravelTime } from './models/within-travel-time.js';
export type { RoadProfile } from './road/profiles.js';
export { type ReadRoadsOptions, readRoads } from './road/read-roads.js';
export {
    RoadGraph,
    type RoadMatrix,
    type RoadOptions,
    type RoadPlace,
    type RoadRoute,
    type RoadTable,
} from './road/road-graph.js';
