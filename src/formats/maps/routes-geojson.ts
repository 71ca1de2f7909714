import type { Feature, FeatureCollection, LineString, MultiLineString, Point } from 'geojson';
import { callback, flag, optional, type Schema, strict, text } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { type Account, type Rep, WEEKDAYS, weekdayOf } from '../../market/index.js';
import type { BeatPlan, PlannedVisit, VisitPlan } from '../../planning/index.js';
import { assertWriting } from '../tables/check-arguments.js';
import { lookUpPlan } from '../tables/plan-lookup.js';
import { roundPosition, splitLine } from '../tables/split-line.js';
import { clockTime, WEEKDAY_NAMES } from '../tables/visits-csv.js';
import { strokeColor } from './stroke-colors.js';

/** What {@link routesToGeoJson} takes. */
export interface RoutesGeoJsonOptions {
    /** Id of the one rep whose days are drawn; default all. */
    readonly rep?: string;
    /** First and last day that is drawn, `YYYY-MM-DD`; default all. */
    readonly from?: string;
    readonly to?: string;
    /** Whether every call is a point in addition to the lines; default false. */
    readonly stops?: boolean;
    /** Finds the course of a day through its places; default straight lines, also for days without an answer. */
    readonly course?: (places: readonly Position[]) => readonly Position[] | undefined;
}

const optionsSchema: Schema = strict({
    rep: optional(text()),
    from: optional(text()),
    to: optional(text()),
    stops: optional(flag()),
    course: optional(callback()),
});

/**
 * A plan's days as GeoJSON: one line a rep and day, from home over all calls and back.
 *
 * @param plan - a beat plan, or its calendar alone
 * @param accounts - those that were planned
 * @param reps - those that were planned; their order decides the colours
 * @param options - which rep and days, and whether calls are points
 * @returns features by rep and date, points after their line; a line over the antimeridian is cut there. Distances are in metres,
 * durations in seconds, times `HH:MM`; `stroke` and `marker-color` are what geojson.io and others draw with
 * @throws BeatplanError `invalid-input` with `unknown-id` issues for accounts and reps that were not given
 */
export function routesToGeoJson(
    plan: BeatPlan | VisitPlan,
    accounts: readonly Account[],
    reps: readonly Rep[],
    options: RoutesGeoJsonOptions = {},
): FeatureCollection<LineString | MultiLineString | Point, Record<string, unknown>> {
    assertWriting(plan, accounts, reps, options, optionsSchema);
    const { calendar, accounts: accountById, reps: repById } = lookUpPlan(plan, accounts, reps);
    const visits = new Map(calendar.visits.map((visit) => [visit.id, visit]));
    const colors = new Map(reps.map((rep, i) => [rep.id, strokeColor(i)]));
    const features: Feature<LineString | MultiLineString | Point, Record<string, unknown>>[] = [];
    for (const day of calendar.days) {
        const { repId, date } = day;
        if (options.rep !== undefined && repId !== options.rep) continue;
        if ((options.from !== undefined && date < options.from) || (options.to !== undefined && date > options.to)) continue;
        const rep = repById.get(repId) as Rep;
        const planned = day.visitIds.flatMap((id) => visits.get(id) ?? []);
        const places = planned.map((visit) => (accountById.get(visit.accountId) as Account).position);
        const tour = [rep.home, ...places, rep.home];
        const color = colors.get(repId);
        features.push({
            type: 'Feature',
            id: `${repId}/${date}`,
            geometry: splitLine(options.course?.(tour) ?? tour),
            properties: {
                kind: 'route',
                repId,
                repName: rep.name ?? repId,
                date,
                weekday: WEEKDAY_NAMES[WEEKDAYS.indexOf(weekdayOf(date))],
                visits: planned.length,
                start: clockTime(day.start),
                end: clockTime(day.end),
                distance: Math.round(day.distance),
                duration: Math.round(day.duration),
                travelDuration: Math.round(day.travelDuration),
                serviceDuration: Math.round(day.serviceDuration),
                waitingDuration: Math.round(day.waitingDuration),
                stroke: color,
                'stroke-width': 2,
            },
        });
        if (options.stops !== true) continue;
        for (const visit of planned) features.push(stopFeature(visit, accountById.get(visit.accountId) as Account, color));
    }
    return { type: 'FeatureCollection', features };
}

function stopFeature(visit: PlannedVisit, account: Account, color: string | undefined): Feature<Point, Record<string, unknown>> {
    return {
        type: 'Feature',
        id: visit.id,
        geometry: { type: 'Point', coordinates: roundPosition(account.position) },
        properties: {
            kind: 'visit',
            repId: visit.repId,
            date: visit.date,
            order: visit.order,
            accountId: visit.accountId,
            accountName: account.name ?? account.id,
            start: clockTime(visit.start),
            end: clockTime(visit.departure),
            'marker-color': color,
        },
    };
}
