import { TIERS } from '../../market/index.js';
import { plainName } from './column-name.js';
import { type Field, fieldsOf } from './columns.js';
import { withoutDurationUnit } from './duration-text.js';
import { FOREIGN_ACCOUNT_NAMES } from './foreign-names.js';
import { frequencyUnit, readFrequencyText } from './frequency-text.js';
import { POSITION_NAMES } from './position-fields.js';
import type { AccountField } from './table-fields.js';

const NAMES: Readonly<Record<AccountField, readonly string[]>> = {
    id: [
        'id',
        'account id',
        'account number',
        'account no',
        'customer id',
        'customer number',
        'customer no',
        'store id',
        'store number',
        'storenum',
        'lead id',
        'company id',
        'organization id',
        'organisation id',
        'contact id',
        'external id',
        'record id',
        'case safe id',
        'account id 18',
        'do not modify account',
        'do not modify lead',
        'code',
        'number',
        'key',
    ],
    name: [
        'name',
        'account name',
        'customer name',
        'store name',
        'company name',
        'organization name',
        'organisation name',
        'company account',
        'lead name',
        'account',
        'customer',
        'company',
        'organization',
        'organisation',
        'store',
        'title',
    ],
    latitude: ['latitude', 'lat', 'y'],
    longitude: ['longitude', 'lng', 'lon', 'long', 'x'],
    position: POSITION_NAMES,
    address: ['full address', 'formatted address', 'complete address', 'postal address'],
    potential: ['potential', 'annual potential', 'sales potential', 'revenue potential', 'market potential'],
    sales: ['sales', 'revenue', 'annual sales', 'annual revenue', 'sales last year', 'turnover'],
    segment: ['segment', 'type', 'account type', 'customer type', 'store type', 'channel', 'category', 'industry'],
    tier: ['tier', 'class', 'abc', 'abc class', 'account tier', 'customer tier'],
    priority: ['priority', 'account priority'],
    callFrequency: [
        'call frequency',
        'visit frequency',
        'frequency',
        'calls per four weeks',
        'visits per four weeks',
        'call cadence',
        'visit cadence',
        'cadence',
        'how often',
        'freq',
    ],
    callDuration: [
        'call duration',
        'call duration minutes',
        'call duration min',
        'call minutes',
        'visit duration',
        'visit duration minutes',
        'visit duration min',
        'visit minutes',
        'visit length',
        'visit time',
        'meeting duration',
        'appointment duration',
        'time on site',
        'service time',
        'service duration',
        'duration',
        'duration minutes',
        'minutes',
    ],
    hours: ['opening hours', 'hours', 'business hours', 'open hours', 'store hours'],
    skills: ['skills', 'required skills', 'skills required', 'skills needed', 'skill'],
    owner: [
        'owner',
        'owner id',
        'account owner',
        'account owner id',
        'customer owner',
        'company owner',
        'organization owner',
        'organisation owner',
        'lead owner',
        'contact owner',
        'record owner',
        'owner name',
        'owner email',
        'account owner email',
        'owner username',
        'owner full name',
        'account manager',
        'rep',
        'rep id',
        'sales rep',
        'sales rep id',
        'rep email',
        'rep name',
        'sales rep email',
        'sales representative',
        'salesperson',
        'assigned to',
        'assigned rep',
        'account rep',
        'field rep',
    ],
};

/** Words that may stand before or behind `latitude` and `longitude`, the most telling first. */
export const ACCOUNT_SOURCES: readonly string[] = [
    '',
    'geo',
    'gps',
    'map',
    'location',
    'position',
    'account',
    'customer',
    'store',
    'company',
    'site',
    'visit',
    'address',
    'address 1',
    'billing',
    'billing address',
    'shipping',
    'shipping address',
    'mailing',
    'address 2',
];

const isNumeric = (text: string): boolean => /\d/.test(text);
const NUMBER = { accepts: isNumeric, content: 'a number' } as const;
const HOURS = { accepts: (text: string) => /\d|off|closed|always/i.test(text), content: 'hours' } as const;
const TIER = {
    accepts: (text: string) => (TIERS as readonly string[]).includes(text.toUpperCase()),
    content: `one of ${TIERS.join(', ')}`,
} as const;

const DURATION_NAMES: ReadonlySet<string> = new Set(
    [...NAMES.callDuration, ...Object.values(FOREIGN_ACCOUNT_NAMES).flatMap(({ callDuration = [] }) => callDuration)].map(
        plainName,
    ),
);

function isDuration(header: string): boolean {
    const name = withoutDurationUnit(header);
    return name !== undefined && DURATION_NAMES.has(plainName(name));
}

const CONTENTS: Readonly<Partial<Record<AccountField, Omit<Field, 'names' | 'foreign' | 'required'>>>> = {
    potential: NUMBER,
    sales: NUMBER,
    tier: TIER,
    priority: NUMBER,
    callFrequency: {
        accepts: (text) => isNumeric(text) || readFrequencyText(text) !== undefined,
        content: 'call frequencies',
        matches: (header) => frequencyUnit(header) !== undefined,
    },
    callDuration: { ...NUMBER, matches: isDuration },
    hours: HOURS,
};

/** Fields of an account with all names of their columns. */
export const ACCOUNT_FIELDS: Readonly<Record<AccountField, Field>> = fieldsOf<AccountField>(
    NAMES,
    FOREIGN_ACCOUNT_NAMES,
    ['id', 'latitude', 'longitude'],
    CONTENTS,
);
