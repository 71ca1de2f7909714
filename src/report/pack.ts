import type { MultiPolygon, Polygon } from 'geojson';
import { joinAtAntimeridian, type Position } from '../geo/index.js';
import { describeMissingFactors } from '../market/internal.js';
import { groupUnscheduled } from '../planning/index.js';
import { outlinesOf } from './outlines.js';
import { TERRITORY_COLORS } from './palette.js';
import type {
    AccountColumns,
    DayColumns,
    PackedShape,
    RepColumns,
    ReportData,
    StopColumns,
    TerritoryColumns,
    UnscheduledColumns,
} from './report-data.js';
import type { ReportInput } from './report-input.js';
import { packRings, turnTowards } from './ring.js';
import { middleLongitude, viewOf } from './view.js';

const SECONDS_PER_DAY = 86_400;

/** Turns a checked input into columns: indices for ids, whole metres and seconds, positions at five decimals. */
export function packReport(input: ReportInput): ReportData {
    const { accounts, reps, plan, scorecard } = input;
    const places: Position[] = [...accounts.map(({ position }) => position), ...reps.map(({ home }) => home)];
    const view = viewOf(places);
    const middle = middleLongitude(view);
    const outlines = outlinesOf(places, view);
    const repIndex = indexById(reps);
    const accountIndex = indexById(accounts);
    return {
        title: input.title ?? 'Beat plan',
        start: plan.calendar.start,
        weeks: plan.calendar.weeks,
        distanceUnit: input.distanceUnit ?? (outlines.states === undefined ? 'km' : 'mi'),
        ...(input.tiles === undefined ? {} : { tiles: { url: input.tiles.url, attribution: input.tiles.attribution } }),
        view: [degrees(view[0]), degrees(view[1]), degrees(view[2]), degrees(view[3])],
        accounts: packAccounts(input, accountIndex, middle),
        reps: packReps(input, middle),
        territories: packTerritories(input, repIndex, middle),
        ...packDays(input, accountIndex, repIndex),
        unscheduled: packUnscheduled(input, accountIndex, repIndex),
        scorecard,
        notes: describeMissingFactors(accounts, plan.scores),
        outlines,
    };
}

function indexById(items: readonly { readonly id: string }[]): Map<string, number> {
    return new Map(items.map(({ id }, index) => [id, index]));
}

// Five decimals: about a metre.
function degrees(value: number): number {
    return Math.round(value * 1e5) / 1e5;
}

function longitudeNear(lng: number, middle: number): number {
    return degrees(lng + turnTowards(lng, middle));
}

function packAccounts(
    { accounts, plan }: ReportInput,
    accountIndex: ReadonlyMap<string, number>,
    middle: number,
): AccountColumns {
    const scores = new Map(plan.scores.map((score) => [score.accountId, score]));
    const territory = new Array<number>(accounts.length).fill(-1);
    const territoryOfRep = new Map(plan.alignment.territories.map(({ repId }, index) => [repId, index]));
    // Units may be areas; then the rep who calls on an account tells its territory.
    for (const { accountId, repId } of plan.calendar.visits) {
        territory[accountIndex.get(accountId)!] = territoryOfRep.get(repId) ?? -1;
    }
    plan.alignment.territories.forEach(({ unitIds }, index) => {
        for (const id of unitIds) {
            const account = accountIndex.get(id);
            if (account !== undefined) territory[account] = index;
        }
    });
    return {
        id: accounts.map(({ id }) => id),
        name: accounts.map(({ id, name }) => (name === undefined || name === id ? null : name)),
        address: accounts.map(({ address }) => address ?? null),
        lng: accounts.map(({ position }) => longitudeNear(position[0], middle)),
        lat: accounts.map(({ position }) => degrees(position[1])),
        tier: accounts.map(({ id, tier }) => tier ?? scores.get(id)?.tier ?? 'D').join(''),
        potential: accounts.map(({ potential }) => potential ?? null),
        frequency: accounts.map(({ id, callFrequency }) => callFrequency ?? scores.get(id)?.callFrequency ?? null),
        territory,
    };
}

function packReps({ reps }: ReportInput, middle: number): RepColumns {
    return {
        id: reps.map(({ id }) => id),
        name: reps.map(({ id, name }) => (name === undefined || name === id ? null : name)),
        lng: reps.map(({ home }) => longitudeNear(home[0], middle)),
        lat: reps.map(({ home }) => degrees(home[1])),
    };
}

function packTerritories({ plan, shapes }: ReportInput, repIndex: ReadonlyMap<string, number>, middle: number): TerritoryColumns {
    const { territories } = plan.alignment;
    const features = new Map(shapes.features.map((feature) => [feature.properties.id, feature]));
    return {
        id: territories.map(({ id }) => id),
        rep: territories.map(({ repId }) => (repId === undefined ? -1 : repIndex.get(repId)!)),
        color: territories.map(({ id }, index) => (features.get(id)?.properties.color ?? index) % TERRITORY_COLORS.length),
        lng: territories.map(({ center }) => longitudeNear(center[0], middle)),
        lat: territories.map(({ center }) => degrees(center[1])),
        shape: territories.map(({ id }) => packShape(features.get(id)?.geometry, middle)),
    };
}

function packShape(geometry: Polygon | MultiPolygon | undefined, middle: number): PackedShape | null {
    if (geometry === undefined) return null;
    // The map runs on over the antimeridian: no border is drawn where GeoJSON is cut.
    const joined = joinAtAntimeridian(geometry);
    const polygons = joined.type === 'Polygon' ? [joined.coordinates] : joined.coordinates;
    return polygons.map((rings) => packRings(rings, middle));
}

function packDays(
    { plan }: ReportInput,
    accountIndex: ReadonlyMap<string, number>,
    repIndex: ReadonlyMap<string, number>,
): { days: DayColumns; stops: StopColumns } {
    const { calendar } = plan;
    const start = Date.parse(calendar.start);
    const visitById = new Map(calendar.visits.map((visit) => [visit.id, visit]));
    const days = calendar.days.map((planned) => ({
        planned,
        rep: repIndex.get(planned.repId)!,
        day: Math.round((Date.parse(planned.date) - start) / (SECONDS_PER_DAY * 1000)),
    }));
    days.sort((a, b) => a.rep - b.rep || a.day - b.day);
    const firstStop = [0];
    for (const { planned } of days) firstStop.push(firstStop[firstStop.length - 1] + planned.visitIds.length);
    const visits = days.flatMap(({ planned }) => planned.visitIds.map((id) => visitById.get(id)!));
    return {
        days: {
            rep: days.map(({ rep }) => rep),
            day: days.map(({ day }) => day),
            start: days.map(({ planned }) => Math.round(planned.start)),
            end: days.map(({ planned }) => Math.round(planned.end)),
            distance: days.map(({ planned }) => Math.round(planned.distance)),
            travel: days.map(({ planned }) => Math.round(planned.travelDuration)),
            service: days.map(({ planned }) => Math.round(planned.serviceDuration)),
            waiting: days.map(({ planned }) => Math.round(planned.waitingDuration)),
            firstStop,
        },
        stops: {
            account: visits.map(({ accountId }) => accountIndex.get(accountId)!),
            arrival: visits.map(({ arrival }) => Math.round(arrival)),
            waiting: visits.map(({ arrival, start: begun }) => Math.round(begun - arrival)),
            service: visits.map(({ start: begun, departure }) => Math.round(departure - begun)),
            distance: visits.map(({ distance }) => Math.round(distance)),
            travel: visits.map(({ travelDuration }) => Math.round(travelDuration)),
        },
    };
}

function packUnscheduled(
    { plan }: ReportInput,
    accountIndex: ReadonlyMap<string, number>,
    repIndex: ReadonlyMap<string, number>,
): UnscheduledColumns {
    const { unscheduled } = plan.calendar;
    const causes = new Map(groupUnscheduled(plan.calendar).map(({ code, cause }): [string, string] => [code, cause]));
    const codes = new Map<string, number>();
    const messages = new Map<string, number>();
    const numberOf = (numbers: Map<string, number>, text: string): number => {
        const known = numbers.get(text);
        if (known === undefined) numbers.set(text, numbers.size);
        return known ?? numbers.size - 1;
    };
    return {
        account: unscheduled.map(({ accountId }) => accountIndex.get(accountId)!),
        rep: unscheduled.map(({ repId }) => (repId === undefined ? -1 : repIndex.get(repId)!)),
        code: unscheduled.map(({ code }) => numberOf(codes, code)),
        message: unscheduled.map(({ message }) => numberOf(messages, message)),
        codes: [...codes.keys()],
        meanings: [...codes.keys()].map((code) => causes.get(code) ?? code),
        messages: [...messages.keys()],
    };
}
