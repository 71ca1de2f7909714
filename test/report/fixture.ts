import { Delaunay } from 'd3-delaunay';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import countries from 'world-atlas/countries-110m.json' with { type: 'json' };
import { Random } from '../../src/core/index.js';
import { dissolvePolygons, greatCircleDistance, intersectPolygons, type Position } from '../../src/geo/index.js';
import type { Account, AccountScore, Rep, Tier } from '../../src/market/index.js';
import type { Activity, Scorecard } from '../../src/performance/index.js';
import type { BeatPlan, PlannedDay, PlannedVisit, UnscheduledVisit } from '../../src/planning/index.js';
import type { ReportInput, ReportShapeProperties, ReportShapes } from '../../src/report/index.js';
import type { Stop } from '../../src/routing/index.js';
import type { Territory } from '../../src/territory/index.js';

/** How large a plan {@link makeReportInput} makes. */
export interface FixtureSize {
    readonly accounts?: number;
    readonly reps?: number;
    readonly weeks?: number;
}

const START = '2027-01-04';
const DAY = 86_400_000;
const CIRCUITY = 1.25;
const METRES_PER_SECOND = 24;
const OPEN = 8 * 3600;
const CLOSE = 18 * 3600;

// Name, longitude, latitude, weight.
const METROS: readonly (readonly [string, number, number, number])[] = [
    ['Seattle', -121.9, 47.4, 5],
    ['San Francisco', -121.6, 37.7, 8],
    ['Los Angeles', -117.6, 33.95, 9],
    ['Phoenix', -111.9, 33.5, 7],
    ['Denver', -104.9, 39.8, 7],
    ['Dallas', -97.0, 32.8, 9],
    ['Houston', -95.7, 30.1, 8],
    ['Minneapolis', -93.3, 45.0, 8],
    ['Chicago', -88.3, 41.8, 10],
    ['Atlanta', -84.2, 33.7, 9],
    ['Orlando', -81.5, 28.4, 7],
    ['Philadelphia', -76.0, 40.3, 10],
    ['Boston', -72.0, 42.4, 8],
    ['Richmond', -77.7, 37.6, 4],
];

const REP_NAMES =
    'Alvarez Brandt Chen Delgado Eriksen Fofana Garcia Hughes Ito Jensen Kowalski Lindqvist Moreau Nakamura Okafor Petrov'.split(
        ' ',
    );
const KINDS = ['Hardware', 'Garden Center', 'Building Supply', 'Home & Farm', 'Paint & Tile', 'Tool Depot'];
const CALLS: Readonly<Record<Tier, number>> = { A: 4, B: 4, C: 2, D: 1 };
const MINUTES: Readonly<Record<Tier, number>> = { A: 60, B: 45, C: 30, D: 20 };

/** A whole plan without the planner: deterministic, rough where the planner would be careful, and true to every rule of the types. */
export function makeReportInput(size: FixtureSize = {}): ReportInput {
    const { accounts: accountCount = 600, reps: repCount = 12, weeks = 4 } = size;
    const random = new Random(7);
    const accounts = makeAccounts(accountCount, random);
    const members = divide(accounts, repCount);
    const reps: Rep[] = members.map((indices, r) => ({
        id: `R${String(r + 1).padStart(2, '0')}`,
        name: `${'ABCDEFGHJKLMNPRSTW'[r % 18]}. ${REP_NAMES[r % REP_NAMES.length]}${r < REP_NAMES.length ? '' : ` ${r}`}`,
        home: medianOf(indices.map((index) => accounts[index].position)),
        hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[OPEN, CLOSE]]])),
    }));
    const calendar = makeCalendar(accounts, reps, members, weeks);
    const territories: Territory[] = members.map((indices, r) =>
        territoryOf(`T${r + 1}`, reps[r], indices, accounts, accounts.length / repCount),
    );
    const plan: BeatPlan = {
        scores: accounts.map(scoreOf),
        alignment: {
            territories,
            violations: [],
            dispersion: 0,
            maxDeviation: 0.1,
            statistics: { seed: 7, iterations: 0, seconds: 0 },
        },
        calendar: { start: START, weeks, ...calendar },
    };
    return {
        title: 'Spring beat plan, United States',
        accounts,
        reps,
        plan,
        shapes: makeShapes(accounts, members),
        scorecard: makeScorecard(accounts, reps, plan, members),
    };
}

function makeAccounts(count: number, random: Random): Account[] {
    const total = METROS.reduce((sum, [, , , weight]) => sum + weight, 0);
    return Array.from({ length: count }, (_, index) => {
        let pick = random.next() * total;
        const metro = METROS.find(([, , , weight]) => {
            pick -= weight;
            return pick < 0;
        });
        const [city, lng, lat] = metro ?? METROS[0];
        const spread = random.next() < 0.3 ? 1 : 0.4;
        // Away from the nearest coast: towards the middle of the country.
        const inland = Math.sign(-97 - lng) * -0.1;
        const potential = Math.round(20 + 400 * random.next() ** 3) * 1000;
        const tier: Tier = potential > 250_000 ? 'A' : potential > 110_000 ? 'B' : potential > 40_000 ? 'C' : 'D';
        return {
            id: `A${String(index + 1).padStart(4, '0')}`,
            name: `${KINDS[random.integer(KINDS.length)]} ${city} ${index + 1}`,
            position: [
                Math.round((lng - inland + random.normal() * spread) * 1e5) / 1e5,
                Math.round((lat + random.normal() * spread * 0.7) * 1e5) / 1e5,
            ],
            potential,
            tier,
            callFrequency: CALLS[tier],
            callDuration: MINUTES[tier] * 60,
        };
    });
}

/** Halves the accounts again and again across the longer side, so that every rep has about as many. */
function divide(accounts: readonly Account[], count: number): number[][] {
    const split = (indices: number[], parts: number): number[][] => {
        if (parts === 1) return [indices];
        const extent = (axis: 0 | 1): number => {
            const values = indices.map((index) => accounts[index].position[axis]);
            return (Math.max(...values) - Math.min(...values)) * (axis === 0 ? 0.78 : 1);
        };
        const axis = indices.length > 0 && extent(1) > extent(0) ? 1 : 0;
        const sorted = [...indices].sort((a, b) => accounts[a].position[axis] - accounts[b].position[axis] || a - b);
        const left = Math.floor(parts / 2);
        // A little unfair on purpose: a report of a perfect plan shows no bars.
        const cut = Math.round((sorted.length * left) / parts) + (parts % 3) * Math.round(sorted.length / 60);
        return [...split(sorted.slice(0, cut), left), ...split(sorted.slice(cut), parts - left)];
    };
    return split(
        accounts.map((_, index) => index),
        count,
    );
}

function medianOf(positions: readonly Position[]): Position {
    const middle = (axis: 0 | 1): number =>
        positions.map((position) => position[axis]).sort((a, b) => a - b)[positions.length >> 1] ?? 0;
    const target: Position = [middle(0), middle(1)];
    const nearest = [...positions].sort((a, b) => greatCircleDistance(a, target) - greatCircleDistance(b, target))[0];
    return nearest === undefined ? [0, 0] : [nearest[0] + 0.02, nearest[1] + 0.02];
}

function drive(from: Position, to: Position): { distance: number; duration: number } {
    const distance = greatCircleDistance(from, to) * CIRCUITY;
    return { distance, duration: distance / METRES_PER_SECOND };
}

/** Fills each rep's days one after another with the nearest due call that still fits. */
function makeCalendar(
    accounts: readonly Account[],
    reps: readonly Rep[],
    members: readonly (readonly number[])[],
    weeks: number,
): { visits: PlannedVisit[]; days: PlannedDay[]; unscheduled: UnscheduledVisit[] } {
    const visits: PlannedVisit[] = [];
    const days: PlannedDay[] = [];
    const unscheduled: UnscheduledVisit[] = [];
    reps.forEach((rep, r) => {
        const due = members[r].flatMap((account) =>
            Array.from({ length: accounts[account].callFrequency ?? 0 }, (_, n) => ({ account, n: n + 1 })),
        );
        const mostPerDay = Math.ceil(due.length / (weeks * 5)) + 1;
        const lastCall = new Map<number, number>();
        for (let day = 0; day < weeks * 7; day++) {
            if (day % 7 > 4) continue;
            const date = new Date(Date.parse(START) + day * DAY).toISOString().slice(0, 10);
            const stops: Stop[] = [];
            let at = rep.home;
            let time = OPEN;
            while (stops.length < mostPerDay) {
                let best = -1;
                let bestDistance = Number.POSITIVE_INFINITY;
                due.forEach(({ account, n }, index) => {
                    const gap = Math.floor((weeks * 7) / (accounts[account].callFrequency ?? 1)) - 3;
                    if (n > 1 && day < (lastCall.get(account) ?? Number.POSITIVE_INFINITY) + gap) return;
                    if (stops.some(({ visitId }) => visitId.startsWith(`${accounts[account].id}#`))) return;
                    const { position, callDuration = 0 } = accounts[account];
                    const leg = drive(at, position);
                    if (time + leg.duration + callDuration + drive(position, rep.home).duration > CLOSE) return;
                    if (leg.distance < bestDistance) {
                        best = index;
                        bestDistance = leg.distance;
                    }
                });
                if (best < 0) break;
                const [{ account, n }] = due.splice(best, 1);
                const { id, position, callDuration = 0 } = accounts[account];
                const leg = drive(at, position);
                const arrival = time + leg.duration;
                const start = Math.max(arrival, 9 * 3600);
                const stop: Stop = {
                    visitId: `${id}#${n}`,
                    arrival,
                    waiting: start - arrival,
                    start,
                    departure: start + callDuration,
                    distance: leg.distance,
                    travelDuration: leg.duration,
                };
                stops.push(stop);
                const { waiting: _, visitId, travelDuration, ...times } = stop;
                visits.push({ ...times, id: visitId, accountId: id, repId: rep.id, date, order: stops.length, travelDuration });
                lastCall.set(account, day);
                at = position;
                time = stop.departure;
            }
            if (stops.length > 0) days.push({ repId: rep.id, date, ...dayOf(stops, drive(at, rep.home)) });
        }
        for (const { account, n } of due) {
            const { id } = accounts[account];
            const isNear = drive(rep.home, accounts[account].position).duration < 4 * 3600;
            unscheduled.push({
                id: `${id}#${n}`,
                accountId: id,
                repId: rep.id,
                code: isNear ? 'no-room' : 'shift-exceeded',
                message: isNear
                    ? 'No day of the rep has room beside more valuable visits'
                    : 'The drive there and back is longer than the shift',
            });
        }
    });
    return { visits, days, unscheduled };
}

function dayOf(stops: readonly Stop[], back: { distance: number; duration: number }): Omit<PlannedDay, 'repId' | 'date'> {
    const sum = (value: (stop: Stop) => number): number => stops.reduce((total, stop) => total + value(stop), 0);
    const start = stops[0].arrival - stops[0].travelDuration;
    const end = stops[stops.length - 1].departure + back.duration;
    return {
        visitIds: stops.map(({ visitId }) => visitId),
        start,
        end,
        distance: sum(({ distance }) => distance) + back.distance,
        duration: end - start,
        travelDuration: sum(({ travelDuration }) => travelDuration) + back.duration,
        serviceDuration: sum((stop) => stop.departure - stop.start),
        waitingDuration: sum(({ waiting }) => waiting),
        cost: 0,
    };
}

function scoreOf({ id, tier = 'D', potential = 0, callFrequency = 0, callDuration = 0 }: Account): AccountScore {
    return {
        accountId: id,
        score: Math.min(100, potential / 4200),
        contributions: { potential: Math.min(100, potential / 4200) },
        tier,
        priority: 50,
        callFrequency,
        callDuration,
    };
}

function territoryOf(id: string, rep: Rep, indices: readonly number[], accounts: readonly Account[], mean: number): Territory {
    return {
        id,
        repId: rep.id,
        unitIds: indices.map((index) => accounts[index].id),
        center: medianOf(indices.map((index) => accounts[index].position)),
        measures: { count: indices.length },
        targets: { count: mean },
        deviations: { count: indices.length / mean - 1 },
        parts: 1,
    };
}

/** Each account's Voronoi cell, dissolved by territory and cut along the coasts. */
function makeShapes(accounts: readonly Account[], members: readonly (readonly number[])[]): ReportShapes {
    const territoryOfAccount = new Map(members.flatMap((indices, territory) => indices.map((index) => [index, territory])));
    const delaunay = Delaunay.from(accounts.map(({ position }) => position as [number, number]));
    const voronoi = delaunay.voronoi([-130, 22, -64, 52]);
    const land = feature(countries, countries.objects['countries']);
    const usa = land.type === 'FeatureCollection' ? land.features.find(({ id }) => id === '840') : undefined;
    const clip = usa?.geometry as MultiPolygon;
    const neighbours = members.map(() => new Set<number>());
    accounts.forEach((_, index) => {
        const own = territoryOfAccount.get(index)!;
        for (const other of delaunay.neighbors(index)) neighbours[own].add(territoryOfAccount.get(other)!);
    });
    const colors: number[] = [];
    members.forEach((_, territory) => {
        let color = 0;
        while ([...neighbours[territory]].some((other) => other !== territory && colors[other] === color)) color++;
        colors.push(color);
    });
    const features = members.map((indices, territory): Feature<Polygon | MultiPolygon, ReportShapeProperties> => {
        const cells = indices.map((index): Polygon => ({ type: 'Polygon', coordinates: [voronoi.cellPolygon(index)] }));
        const geometry = intersectPolygons(dissolvePolygons(cells), clip);
        return { type: 'Feature', properties: { id: `T${territory + 1}`, color: colors[territory] }, geometry };
    });
    return { type: 'FeatureCollection', features };
}

function makeScorecard(
    accounts: readonly Account[],
    reps: readonly Rep[],
    plan: BeatPlan,
    members: readonly (readonly number[])[],
): Scorecard {
    const { calendar } = plan;
    const activityOf = (indices: readonly number[], repIds: ReadonlySet<string>): Activity => {
        const planned = calendar.visits.filter(({ repId }) => repIds.has(repId));
        const days = calendar.days.filter(({ repId }) => repIds.has(repId));
        const sum = (value: (day: PlannedDay) => number): number => days.reduce((total, day) => total + value(day), 0);
        const due = indices.reduce((total, index) => total + (accounts[index].callFrequency ?? 0), 0);
        const seen = new Set(planned.map(({ accountId }) => accountId));
        const potential = indices.reduce((total, index) => total + (accounts[index].potential ?? 0), 0);
        const reached = indices.reduce(
            (total, index) => total + (seen.has(accounts[index].id) ? (accounts[index].potential ?? 0) : 0),
            0,
        );
        const [travelDuration, serviceDuration, waitingDuration] = [
            sum((day) => day.travelDuration),
            sum((day) => day.serviceDuration),
            sum((day) => day.waitingDuration),
        ];
        const busy = travelDuration + serviceDuration + waitingDuration;
        return {
            accounts: indices.length,
            potential,
            workload: indices.reduce(
                (total, index) => total + (accounts[index].callDuration ?? 0) * (accounts[index].callFrequency ?? 0),
                0,
            ),
            visitsDue: due,
            visitsPlanned: planned.length,
            completion: due === 0 ? 1 : planned.length / due,
            coverage: indices.length === 0 ? 1 : seen.size / indices.length,
            potentialCovered: potential === 0 ? 1 : reached / potential,
            daysWorked: days.length,
            visitsPerDay: days.length === 0 ? 0 : planned.length / days.length,
            distance: sum((route) => route.distance),
            travelDuration,
            serviceDuration,
            waitingDuration,
            windshieldShare: busy === 0 ? 0 : travelDuration / busy,
            utilization: busy / (repIds.size * calendar.weeks * 5 * (CLOSE - OPEN)),
        };
    };
    const activities = members.map((indices, r) => activityOf(indices, new Set([reps[r].id])));
    const mean = (value: (activity: Activity) => number): number =>
        activities.reduce((total, activity) => total + value(activity), 0) / activities.length;
    const meanWorkload = mean(({ workload }) => workload);
    const meanPotential = mean(({ potential = 0 }) => potential);
    const balance = { mean: 1, maxDeviation: 0, coefficientOfVariation: 0, gini: 0 };
    const codes: Record<string, number> = {};
    for (const { code } of calendar.unscheduled) codes[code] = (codes[code] ?? 0) + 1;
    return {
        start: calendar.start,
        weeks: calendar.weeks,
        reps: reps.length,
        total: activityOf(
            accounts.map((_, index) => index),
            new Set(reps.map(({ id }) => id)),
        ),
        balance: { workload: balance, potential: balance },
        territories: activities.map((activity, r) => ({
            ...activity,
            territoryId: `T${r + 1}`,
            repId: reps[r].id,
            repName: reps[r].name,
            workloadIndex: (activity.workload / meanWorkload) * 1000,
            potentialIndex: ((activity.potential ?? 0) / meanPotential) * 1000,
            parts: 1,
        })),
        unscheduled: codes,
        maxHoursDeviation: 0.1,
        findings: [],
        splitTerritories: 0,
    };
}
