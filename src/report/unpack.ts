import type { Position } from '../geo/index.js';
import type { ReportData } from './report-data.js';
import { unpackRing } from './ring.js';

/** An account as the page shows it. Indices replace ids. */
export interface AccountRow {
    readonly index: number;
    readonly id: string;
    readonly name: string;
    readonly address: string | null;
    readonly position: Position;
    readonly tier: string;
    readonly potential: number | null;
    readonly frequency: number | null;
    readonly territory: number;
}

/** A rep as the page shows it. */
export interface RepRow {
    readonly index: number;
    readonly id: string;
    readonly name: string;
    readonly home: Position;
    /** Index of the territory, -1 if the rep has none. */
    readonly territory: number;
}

/** A territory as the page shows it. */
export interface TerritoryRow {
    readonly index: number;
    readonly id: string;
    /** Name of its rep, else its id. */
    readonly name: string;
    readonly rep: number;
    readonly color: number;
    readonly center: Position;
    readonly shape: readonly (readonly (readonly Position[])[])[];
}

/** A stop of a day, times in seconds after midnight. */
export interface StopRow {
    readonly account: number;
    readonly arrival: number;
    readonly waiting: number;
    readonly service: number;
    readonly distance: number;
    readonly travel: number;
}

/** A rep's day. */
export interface DayRow {
    readonly rep: number;
    /** Days after the first day of the period. */
    readonly day: number;
    readonly start: number;
    readonly end: number;
    readonly distance: number;
    readonly travel: number;
    readonly service: number;
    readonly waiting: number;
    readonly stops: readonly StopRow[];
}

/** A call that is due and not planned. */
export interface UnscheduledRow {
    readonly account: number;
    readonly rep: number;
    readonly code: string;
    readonly meaning: string;
    readonly message: string;
}

/** The rows that {@link unpackReport} gives. */
export interface ReportRows {
    readonly accounts: readonly AccountRow[];
    readonly reps: readonly RepRow[];
    readonly territories: readonly TerritoryRow[];
    /** By rep, then day. */
    readonly days: readonly DayRow[];
    readonly unscheduled: readonly UnscheduledRow[];
}

/** Turns a report's columns back into rows. */
export function unpackReport(data: ReportData): ReportRows {
    const { accounts, reps, territories, days, stops, unscheduled } = data;
    const repNames = reps.id.map((id, rep) => reps.name[rep] ?? id);
    const stopRows = stops.account.map((account, i) => ({
        account,
        arrival: stops.arrival[i],
        waiting: stops.waiting[i],
        service: stops.service[i],
        distance: stops.distance[i],
        travel: stops.travel[i],
    }));
    return {
        accounts: accounts.id.map((id, index) => ({
            index,
            id,
            name: accounts.name[index] ?? id,
            address: accounts.address[index],
            position: [accounts.lng[index], accounts.lat[index]],
            tier: accounts.tier[index],
            potential: accounts.potential[index],
            frequency: accounts.frequency[index],
            territory: accounts.territory[index],
        })),
        reps: reps.id.map((id, index) => ({
            index,
            id,
            name: repNames[index],
            home: [reps.lng[index], reps.lat[index]],
            territory: territories.rep.indexOf(index),
        })),
        territories: territories.id.map((id, index) => ({
            index,
            id,
            name: repNames[territories.rep[index]] ?? id,
            rep: territories.rep[index],
            color: territories.color[index],
            center: [territories.lng[index], territories.lat[index]],
            shape: (territories.shape[index] ?? []).map((rings) => rings.map(unpackRing)),
        })),
        days: days.rep.map((rep, i) => ({
            rep,
            day: days.day[i],
            start: days.start[i],
            end: days.end[i],
            distance: days.distance[i],
            travel: days.travel[i],
            service: days.service[i],
            waiting: days.waiting[i],
            stops: stopRows.slice(days.firstStop[i], days.firstStop[i + 1]),
        })),
        unscheduled: unscheduled.account.map((account, i) => ({
            account,
            rep: unscheduled.rep[i],
            code: unscheduled.codes[unscheduled.code[i]],
            meaning: unscheduled.meanings[unscheduled.code[i]],
            message: unscheduled.messages[unscheduled.message[i]],
        })),
    };
}
