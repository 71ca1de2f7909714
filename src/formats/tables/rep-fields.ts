import { type Field, fieldsOf } from './columns.js';
import { FOREIGN_REP_NAMES } from './foreign-names.js';
import { POSITION_NAMES } from './position-fields.js';
import type { RepField } from './table-fields.js';

const NAMES: Readonly<Record<RepField, readonly string[]>> = {
    id: ['id', 'rep id', 'sales rep id', 'employee id', 'user id', 'owner id', 'do not modify user', 'number', 'code'],
    name: ['name', 'rep name', 'full name', 'sales rep', 'employee name', 'user name', 'rep', 'owner'],
    latitude: ['latitude', 'lat', 'y'],
    longitude: ['longitude', 'lng', 'lon', 'long', 'x'],
    position: ['home coordinates', 'home location', 'home position', 'home', ...POSITION_NAMES],
    hours: [
        'hours',
        'working hours',
        'work hours',
        'working time',
        'work schedule',
        'schedule',
        'shift',
        'shifts',
        'availability',
        'available hours',
        'available',
        'business hours',
        'opening hours',
    ],
    skills: ['skills', 'skill', 'qualifications'],
    maxVisitsPerDay: ['max visits per day', 'max calls per day', 'max visits', 'visits per day', 'calls per day'],
    share: ['share', 'fte', 'workload share', 'capacity'],
    timeZone: ['time zone', 'tz'],
};

/** Names of columns that tell reps apart, where no column is an id. */
export const REP_ID_FALLBACKS: readonly string[] = [
    'rep',
    'employee',
    'user',
    'Mitarbeiter',
    'Vertreter',
    'username',
    'user name',
    'email',
    'email address',
    'rep email',
    'work email',
    'name',
    'rep name',
    'full name',
    'employee name',
    'sales rep',
    'owner',
    'Mitarbeitername',
    'Vollständiger Name',
    'nom',
    'nom complet',
    'nombre',
    'nombre completo',
];

/** Words that may stand before or behind `latitude` and `longitude`, the most telling first. */
export const REP_SOURCES: readonly string[] = [
    'home',
    'start',
    '',
    'geo',
    'gps',
    'map',
    'location',
    'position',
    'address',
    'address 1',
    'office',
];

const NUMBER = { accepts: (text: string) => /\d/.test(text), content: 'a number' } as const;

/** Fields of a rep with all names of their columns. */
export const REP_FIELDS: Readonly<Record<RepField, Field>> = fieldsOf<RepField>(
    NAMES,
    FOREIGN_REP_NAMES,
    ['id', 'latitude', 'longitude', 'hours'],
    { id: { fallbacks: REP_ID_FALLBACKS }, maxVisitsPerDay: NUMBER, share: NUMBER },
);
