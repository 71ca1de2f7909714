import type { Position } from '../../geo/index.js';
import type { ReportData } from '../report-data.js';
import { type DayRow, type ReportRows, unpackReport } from '../unpack.js';

/** Everything that the page's parts read. */
export interface Report extends ReportRows {
    readonly data: ReportData;
    /** Days of each rep, by day. */
    readonly daysOfRep: readonly (readonly DayRow[])[];
    /** Days on which any rep works, ascending. */
    readonly workingDays: readonly number[];
    /** Columns of the week strip, 5 or 7. */
    readonly daysPerWeek: number;
    /** Accounts at the same place as each account, itself included, ascending. */
    readonly atPlaceOf: readonly (readonly number[])[];
}

/** Reads the page's data. */
export function readReport(data: ReportData): Report {
    const rows = unpackReport(data);
    const worked = rows.days.filter(({ stops }) => stops.length > 0);
    const daysOfRep = rows.reps.map(({ index }) => worked.filter(({ rep }) => rep === index));
    const workingDays = [...new Set(worked.map(({ day }) => day))].sort((a, b) => a - b);
    const isWeekend = (day: number): boolean => (new Date(Date.parse(data.start) + day * 86_400_000).getUTCDay() + 6) % 7 > 4;
    return {
        ...rows,
        data,
        daysOfRep,
        workingDays,
        daysPerWeek: workingDays.some(isWeekend) ? 7 : 5,
        atPlaceOf: groupByPlace(rows),
    };
}

function groupByPlace({ accounts }: ReportRows): readonly number[][] {
    const places = new Map<string, number[]>();
    return accounts.map(({ index, position }) => {
        const key = placeKey(position);
        const place = places.get(key) ?? [];
        places.set(key, place);
        place.push(index);
        return place;
    });
}

/** Equal for positions that no map shows apart, a metre or so. */
export function placeKey([lng, lat]: Position): string {
    return `${lng.toFixed(5)} ${lat.toFixed(5)}`;
}

/** The colour of a rep's territory, undefined if the rep has none. */
export function colorOfRep({ reps, territories }: ReportRows, rep: number): number | undefined {
    return territories[reps[rep]?.territory ?? -1]?.color;
}

/** The rep's day, undefined if the rep does not work then. */
export function findDay(report: Report, rep: number, day: number): DayRow | undefined {
    return report.daysOfRep[rep]?.find((row) => row.day === day);
}
