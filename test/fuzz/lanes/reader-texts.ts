import { alignmentToCsv, EXCEL_WITH_COMMA, visitsToCsv, visitsToIcs } from '../../../src/formats/index.js';
import { sampleAccounts, samplePlan, sampleReps } from '../catalogue/sample-plan.js';
import { TEXTS } from '../catalogue/texts.js';

const { vrplib, vrplibMatrix, solomon, liLim, cordeau, cordeauPeriodic, chao, toptw } = TEXTS;

/** Tsiligirides' form of an orienteering instance. */
const orienteering = '15\t1\n0.000\t-7.000\t0\n0.000\t7.000\t0\n-1.000\t-6.000\t6\n1.000\t-6.000\t8\n';

const vrplibWindows = `NAME : m
TYPE : PCVRPTW
DIMENSION : 3
VEHICLES : 2
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EXPLICIT
EDGE_WEIGHT_FORMAT : LOWER_ROW
EDGE_WEIGHT_SECTION
7
8 9
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 10 60
PRIZE_SECTION
1 0
2 4
3 5
DEPOT_SECTION
1
-1
EOF
`;

/** Every benchmark format and its variants. */
export const INSTANCE_TEXTS: readonly string[] = [
    ...[vrplib, vrplibMatrix, vrplibWindows, solomon, liLim, cordeau, cordeauPeriodic, chao, orienteering, toptw],
];

const points = {
    type: 'FeatureCollection',
    features: [
        {
            type: 'Feature',
            id: 'a1',
            properties: { name: 'First', 'Annual Revenue': 12_500.5, tier: 'B', hours: 'Mo 8-12' },
            geometry: { type: 'Point', coordinates: [11.5, 48.1, 520] },
        },
        { type: 'Feature', id: 7, properties: { skills: ['wine'] }, geometry: { type: 'Point', coordinates: [11.6, 48.2] } },
    ],
};

const square = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
];

const areas = {
    type: 'FeatureCollection',
    features: [
        { type: 'Feature', properties: { GEOID: '01', sales: 4 }, geometry: { type: 'Polygon', coordinates: [square] } },
        { type: 'Feature', id: 'x', properties: { potential: 7 }, geometry: { type: 'Point', coordinates: [1, 2] } },
    ],
};

const rows = { records: [{ Id: 'A1', BillingLatitude: 48.1, BillingLongitude: 11.5, Owner: { Name: 'Ann' }, Hours: 'Mo 8-12' }] };

/** Texts of accounts: tables, points, rows of an interface, the library's own. */
export const ACCOUNT_TEXTS: readonly string[] = [
    TEXTS.accounts,
    'Titel\n\nKundennummer;Name;Breitengrad;Längengrad;Umsatz\n1;A;48,10;11,50;1.200,5\n2;B;48,20;11,60;800\nSumme;;;;2.000,5\n',
    JSON.stringify(points),
    JSON.stringify(rows),
    JSON.stringify(sampleAccounts()),
];

/** Texts of reps, likewise. */
export const REP_TEXTS: readonly string[] = [TEXTS.reps, JSON.stringify(sampleReps())];

/** Which account belongs to whom. */
export const ALIGNMENT_TEXTS: readonly string[] = [
    TEXTS.alignment,
    'Account ID;Owner;City\nA1;Ann;x\nA2;;y\nA3;Bob;z\nA4;Ann;\n',
    alignmentToCsv({ territories: [{ id: '=x', unitIds: ['"', ',', ';'] }] }),
];

/** Visits of a plan. */
export const VISIT_TEXTS: readonly string[] = [
    visitsToCsv(samplePlan(), sampleAccounts(), sampleReps()),
    visitsToCsv(samplePlan(), sampleAccounts(), sampleReps(), EXCEL_WITH_COMMA),
];

/** Hours as people write them. */
export const HOURS_TEXTS: readonly string[] = [
    TEXTS.hours,
    '24/7',
    'Friday: 11:30 AM - 2:30 PM, 5:00 - 10:00 PM',
    'Mo.-Fr. 8.30-12.00 Uhr',
    'Mo-Su,PH 22:00-02:00; Su off',
];

/** Units as areas and points. */
export const UNIT_TEXTS: readonly string[] = [JSON.stringify(areas), JSON.stringify(points)];

/** The calendar that another one replaces. */
export const CALENDAR_TEXTS: readonly string[] = [visitsToIcs(samplePlan(), sampleAccounts(), sampleReps())];
