import type { Position } from '../geo/index.js';
import type { WeeklyHours } from './hours.js';

/** A field sales representative. */
export interface Rep {
    /** Unique among the reps. */
    readonly id: string;
    /** What a person calls the rep; default the id. */
    readonly name?: string;
    /** Where every day starts and ends. */
    readonly home: Position;
    /** Working hours, travel from and to home included; one window a day. */
    readonly hours: WeeklyHours;
    /** What this rep can do. */
    readonly skills?: readonly string[];
    /** Most calls in a day; default no limit. */
    readonly maxVisitsPerDay?: number;
    /** Share of a full workload that this rep takes, more than 0; default 1, half-time 0.5. */
    readonly share?: number;
    /** IANA name, `America/Chicago`; calendars carry it. Default: none, floating local time. */
    readonly timeZone?: string;
    /** Whatever else the user's table holds; kept, never read. */
    readonly data?: Readonly<Record<string, unknown>>;
}
