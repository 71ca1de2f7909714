// The plain data that planners get and the judge reads. Everything that decides a figure is written out: no scores, no defaults.

/** Place, `[lng, lat]`. */
export type Place = readonly [lng: number, lat: number];

/** Windows `[open, close]` of a week in seconds after midnight, by `mon` to `sun`; a day left out is closed. */
export type Week = Readonly<Record<string, readonly (readonly [open: number, close: number])[] | undefined>>;

export interface MarketAccount {
    readonly id: string;
    readonly position: Place;
    readonly potential: number;
    /** 0 to 100: what one visit is worth. */
    readonly priority: number;
    /** Visits due in four weeks. */
    readonly callFrequency: number;
    /** Seconds on site. */
    readonly callDuration: number;
    /** When a visit may start; default always. */
    readonly hours?: Week;
    readonly skills?: readonly string[];
    /** Id of the rep who keeps this account. */
    readonly owner?: string;
}

export interface MarketRep {
    readonly id: string;
    readonly home: Place;
    readonly hours: Week;
    readonly skills?: readonly string[];
    readonly share?: number;
    readonly maxVisitsPerDay?: number;
}

/** Speeds as `GreatCircleTravel` has them. */
export interface MarketTravel {
    readonly kind: 'great-circle';
    readonly circuity: number;
    readonly speedBands: readonly { readonly upTo?: number; readonly speed: number }[];
}

/** A market with all that a plan needs. */
export interface Market {
    readonly name: string;
    readonly accounts: readonly MarketAccount[];
    readonly reps: readonly MarketRep[];
    /** A Monday, `YYYY-MM-DD`. */
    readonly start: string;
    readonly weeks: number;
    readonly travel: MarketTravel;
}

/** A day as a planner has it. */
export interface AnswerDay {
    readonly repId: string;
    readonly date: string;
    readonly accountIds: readonly string[];
    /** When each visit starts, seconds after midnight, if the planner states it. */
    readonly starts?: readonly number[];
}

/** What a planner answers. */
export interface Answer {
    /** Rep ids by account id. */
    readonly owners: Readonly<Record<string, string>>;
    /** Visits that the planner counts as due, by account id. */
    readonly due: Readonly<Record<string, number>>;
    readonly days: readonly AnswerDay[];
    /** How many times its own estimate of work a rep's planned days take, by rep id, if the planner knows. */
    readonly workRatios?: Readonly<Record<string, number>>;
    /** Processor seconds of planning, without reading and writing. */
    readonly cpuSeconds: number;
}

/** What every planning program reads. */
export interface Assignment {
    readonly market: Market;
    readonly seed: number;
    /** Factor on every search's iterations; 1 is the default. */
    readonly effort: number;
    /** Owners and due visits of another planner, for those who only make calendars. */
    readonly given?: Pick<Answer, 'owners' | 'due' | 'workRatios'>;
    /** What became of the reps since the plan in place, which is `given`; `market` is as it is now. */
    readonly change?: { readonly leave?: string; readonly join?: string };
    /** Options of `planBeats` that replace those of the bench. */
    readonly options?: Readonly<Record<string, unknown>>;
}
