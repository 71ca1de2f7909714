import type { Tags } from './osm-file.js';

/** Who drives: what may be used, how fast, and what one-way streets mean. */
export type RoadProfile = 'car' | 'bicycle' | 'foot';

/** The profiles there are. */
export const ROAD_PROFILES: readonly RoadProfile[] = ['car', 'bicycle', 'foot'];

/** Metres per second along the way and against it; 0 if that direction is closed. */
export interface WaySpeeds {
    readonly forward: number;
    readonly backward: number;
}

const KMH = 1 / 3.6;
const MPH = 0.44704;

interface ProfileRules {
    /** km/h by class of highway, where no limit is posted. */
    readonly speeds: Readonly<Record<string, number>>;
    /** Tags that say who may use the way, the most specific first. */
    readonly access: readonly string[];
    /** Tags that say which way it is open, the most specific first. */
    readonly oneway: readonly string[];
    /** Kinds of vehicle in the `except` of turn restrictions. */
    readonly exceptions: readonly string[];
    /** Whether posted limits set the speed. */
    readonly obeysLimits: boolean;
    /** km/h at most. */
    readonly fastest: number;
}

const RULES: Readonly<Record<RoadProfile, ProfileRules>> = {
    car: {
        speeds: {
            motorway: 110,
            motorway_link: 55,
            trunk: 90,
            trunk_link: 50,
            primary: 70,
            primary_link: 45,
            secondary: 58,
            secondary_link: 40,
            tertiary: 48,
            tertiary_link: 35,
            unclassified: 38,
            residential: 32,
            living_street: 12,
            service: 18,
            road: 30,
            track: 12,
        },
        access: ['motorcar', 'motor_vehicle', 'vehicle', 'access'],
        oneway: ['oneway:motorcar', 'oneway:motor_vehicle', 'oneway'],
        exceptions: ['motorcar', 'motor_vehicle', 'vehicle'],
        obeysLimits: true,
        fastest: 130,
    },
    bicycle: {
        speeds: {
            trunk: 15.5,
            trunk_link: 15.5,
            primary: 15.5,
            primary_link: 15.5,
            secondary: 16,
            secondary_link: 16,
            tertiary: 17,
            tertiary_link: 17,
            unclassified: 17,
            residential: 17,
            living_street: 13.5,
            service: 13.5,
            road: 15.5,
            track: 11.5,
            cycleway: 17,
            path: 10.5,
            pedestrian: 6,
            footway: 6,
            bridleway: 8,
        },
        access: ['bicycle', 'vehicle', 'access'],
        oneway: ['oneway:bicycle', 'oneway'],
        exceptions: ['bicycle', 'vehicle'],
        obeysLimits: false,
        fastest: 25,
    },
    foot: {
        speeds: {
            trunk: 5.1,
            trunk_link: 5.1,
            primary: 5.1,
            primary_link: 5.1,
            secondary: 5.1,
            secondary_link: 5.1,
            tertiary: 5.1,
            tertiary_link: 5.1,
            unclassified: 5.1,
            residential: 5.1,
            living_street: 5.1,
            service: 5.1,
            road: 5.1,
            track: 5.1,
            cycleway: 5.1,
            path: 5.1,
            pedestrian: 5.1,
            footway: 5.1,
            bridleway: 5.1,
            steps: 3,
            corridor: 4,
            platform: 4,
        },
        access: ['foot', 'access'],
        oneway: ['oneway:foot'],
        exceptions: ['foot'],
        obeysLimits: false,
        fastest: 5.1,
    },
};

// Who has business there may drive in: the customer's yard is what a visit goes to.
const OPEN = new Set(['yes', 'designated', 'permissive', 'destination', 'customers', 'delivery', 'official', 'permit']);
// Closed unless a tag says that this profile may use them.
const CLOSED_UNLESS_SAID: Readonly<Record<RoadProfile, ReadonlySet<string>>> = {
    car: new Set(['track']),
    bicycle: new Set(['footway', 'bridleway']),
    foot: new Set(),
};
const ROUGH = new Set([
    'unpaved',
    'gravel',
    'dirt',
    'ground',
    'earth',
    'grass',
    'mud',
    'sand',
    'compacted',
    'fine_gravel',
    'pebblestone',
]);
const FERRY_SPEED = 15 * KMH;

/**
 * Finds how fast a way can be used by its tags, or `undefined` where it is no road for this profile.
 *
 * @param length - metres, of the whole way: ferries tell how long they take
 */
export function waySpeeds(tags: Tags, profile: RoadProfile, length: () => number): WaySpeeds | undefined {
    const rules = RULES[profile];
    const ferry = tags.get('route') === 'ferry' || tags.get('route') === 'shuttle_train';
    const highway = tags.get('highway') ?? '';
    const usual = rules.speeds[highway];
    if (usual === undefined && !ferry) return undefined;
    if (tags.get('area') === 'yes' || tags.get('impassable') === 'yes') return undefined;
    if (!mayUse(tags, profile, highway)) return undefined;
    const speed = ferry ? ferrySpeed(tags, length) : roadSpeed(tags, rules, usual);
    const direction = directionOf(tags, rules, highway);
    return { forward: direction < 0 ? 0 : speed(1), backward: direction > 0 ? 0 : speed(-1) };
}

/** Whether a turn restriction with these tags holds for a profile. */
export function obeysRestriction(tags: Tags, profile: RoadProfile): boolean {
    if (profile === 'foot') return false;
    const { exceptions } = RULES[profile];
    const except =
        tags
            .get('except')
            ?.split(';')
            .map((word) => word.trim()) ?? [];
    return !exceptions.some((kind) => except.includes(kind));
}

/** The kind of turn restriction that holds for a profile, such as `no_left_turn`. */
export function restrictionKind(tags: Tags, profile: RoadProfile): string | undefined {
    for (const kind of RULES[profile].exceptions) {
        const own = tags.get(`restriction:${kind}`);
        if (own !== undefined) return own;
    }
    return tags.get('restriction');
}

function mayUse(tags: Tags, profile: RoadProfile, highway: string): boolean {
    for (const key of RULES[profile].access) {
        const value = tags.get(key);
        if (value === undefined) continue;
        if (profile === 'bicycle' && key === 'bicycle' && (value === 'dismount' || value === 'use_sidepath'))
            return value === 'dismount';
        return value.split(';').some((word) => OPEN.has(word.trim()));
    }
    if (profile !== 'car' && tags.get('motorroad') === 'yes') return false;
    if (profile === 'car' && tags.get('service') === 'emergency_access') return false;
    return !CLOSED_UNLESS_SAID[profile].has(highway);
}

/** 1 if open along the way alone, -1 if against it alone, 0 if both. */
function directionOf(tags: Tags, rules: ProfileRules, highway: string): number {
    for (const key of rules.oneway) {
        const value = tags.get(key);
        if (value === undefined) continue;
        if (value === 'yes' || value === 'true' || value === '1') return againstFlow(tags, rules) ? 0 : 1;
        if (value === '-1' || value === 'reverse') return againstFlow(tags, rules) ? 0 : -1;
        return 0;
    }
    if (!rules.oneway.includes('oneway')) return 0;
    const junction = tags.get('junction');
    return junction === 'roundabout' || junction === 'circular' || highway === 'motorway' ? 1 : 0;
}

function againstFlow(tags: Tags, rules: ProfileRules): boolean {
    if (!rules.access.includes('bicycle')) return false;
    return ['cycleway', 'cycleway:left', 'cycleway:right', 'cycleway:both'].some(
        (key) => tags.get(key)?.startsWith('opposite') === true,
    );
}

function roadSpeed(tags: Tags, rules: ProfileRules, usual: number): (direction: 1 | -1) => number {
    const rough = ROUGH.has(tags.get('surface') ?? '') ? 0.7 : 1;
    return (direction) => {
        const limit = rules.obeysLimits
            ? (limitOf(tags.get(direction > 0 ? 'maxspeed:forward' : 'maxspeed:backward')) ?? limitOf(tags.get('maxspeed')))
            : undefined;
        const fastest = rules.fastest * KMH;
        const speed =
            limit === undefined ? usual * KMH * rough : Math.min(limit * SHARE_OF_LIMIT, rough < 1 ? usual * KMH : fastest);
        return Math.max(1, Math.min(speed, fastest));
    };
}

// Lights, crossings and bends: what cars reach of a posted limit on the whole.
const SHARE_OF_LIMIT = 0.93;

/** Metres per second of a `maxspeed`, or `undefined` where it sets none. */
export function limitOf(text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    const number = /^(\d+(?:\.\d+)?)\s*(mph|km\/h|kmh|kph|knots)?$/.exec(text.trim());
    if (number !== null) {
        const value = Number(number[1]);
        if (value <= 0) return undefined;
        return value * (number[2] === 'mph' ? MPH : number[2] === 'knots' ? 0.514444 : KMH);
    }
    if (text === 'walk' || /:(?:walk|living_street|pedestrian_zone)$/.test(text)) return 7 * KMH;
    if (/:urban$/.test(text)) return 50 * KMH;
    if (/:(?:zone)?:?30$/.test(text)) return 30 * KMH;
    return undefined;
}

function ferrySpeed(tags: Tags, length: () => number): () => number {
    const parts = tags.get('duration')?.trim() ?? '';
    // hh:mm, hh:mm:ss, or minutes alone.
    if (!/^\d{1,3}(?::\d\d){0,2}$/.test(parts)) return () => FERRY_SPEED;
    const [first, minutes, seconds = 0] = parts.split(':').map(Number);
    const duration = minutes === undefined ? first * 60 : first * 3600 + minutes * 60 + seconds;
    return () => (duration > 0 ? Math.max(length() / duration, 0.5) : FERRY_SPEED);
}
