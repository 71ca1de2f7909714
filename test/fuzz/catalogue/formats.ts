import type * as formats from '../../../src/formats/index.js';
import { readInstance, visitsToCsv } from '../../../src/formats/index.js';
import { scorecard } from '../../../src/performance/index.js';
import { solve } from '../../../src/routing/index.js';
import { options, type RoomExamples } from './examples.js';
import { sampleProblem } from './routing.js';
import { sampleAccounts, samplePlan, sampleReps, sampleShapes } from './sample-plan.js';
import { archipelago } from './shapes.js';
import { TEXTS } from './texts.js';

const vrplib = () => readInstance(TEXTS.vrplib);

export const FORMATS_EXAMPLES: RoomExamples<typeof formats> = {
    parseAccountsCsv: () => [TEXTS.accounts, options({ columns: { id: 'Account ID' }, delimiter: ',' })],
    readAccountsCsv: () => [TEXTS.accounts, options({ columns: { id: 'Account ID' } })],
    parseAccounts: () => [[{ id: 'a1', latitude: 48, longitude: 11, potential: 5 }], options({ columns: { name: null } })],
    readAccounts: () => [
        {
            type: 'FeatureCollection',
            features: [{ type: 'Feature', properties: { id: 'a1' }, geometry: { type: 'Point', coordinates: [11, 48] } }],
        },
        options({}),
    ],
    parseReps: () => [[{ id: 'r1', latitude: 48, longitude: 11, hours: 'Mo 08:00-17:00' }], options({})],
    readReps: () => [JSON.stringify([{ id: 'r1', latitude: 48, longitude: 11, hours: 'Mo 08:00-17:00' }]), options({})],
    tableToCsv: () => [
        ['id', 'name'],
        [
            ['a1', '=x'],
            ['a2', 5],
        ],
        options({ delimiter: ';' as const }),
    ],
    readAlignmentCsv: () => [TEXTS.alignment, options({ delimiter: ',' })],
    alignmentToCsv: () => [{ territories: [{ id: 'west', unitIds: ['a1', 'a2'] }] }],
    parseAlignmentCsv: () => [TEXTS.alignment],
    parseVisitsCsv: () => [visitsToCsv(samplePlan(), sampleAccounts(), sampleReps()), options({ delimiter: ',' })],
    readChao: () => [TEXTS.chao, options({ name: 'chao' })],
    readCordeau: () => [TEXTS.cordeau, options({ name: 'cordeau' })],
    isDistricting: () => [TEXTS.districting],
    readDistricting: () => [TEXTS.districting, options({ name: 'districting' })],
    customerOf: () => ['3#2'],
    instanceValue: () => [vrplib(), { cost: 12, prize: 0 }],
    readLiLim: () => [TEXTS.liLim, options({ name: 'li-lim' })],
    parseSol: () => [TEXTS.sol, vrplib()],
    readInstance: () => [TEXTS.vrplib, options({ name: 'small' })],
    parseCallsCsv: () => ['account,rep,date,minutes\nA1,ann,2027-01-05,30\n', options({ delimiter: ',' })],
    readCallsCsv: () => ['account,rep,date,minutes\nA1,ann,2027-01-05,30\n', options({ columns: { duration: 'minutes' } })],
    parseOrdersCsv: () => ['account,date,amount\nA1,2027-01-05,12.5\n', options({ decimalMark: '.' as const })],
    readOrdersCsv: () => ['account,date,amount\nA1,2027-01-05,12.5\n', options({ columns: { amount: 'amount' } })],
    readQuotasCsv: () => ['rep,quota\nann,1000\n', options({ delimiter: ',' })],
    parseRepsCsv: () => [TEXTS.reps, options({ columns: { name: 'Name' } })],
    readRepsCsv: () => [TEXTS.reps, options({ delimiter: ';' })],
    routesToGeoJson: () => [
        samplePlan(),
        sampleAccounts(),
        sampleReps(),
        options({ rep: 'r1', from: '2026-01-05', to: '2026-01-12', stops: true }),
    ],
    readSolomon: () => [TEXTS.solomon, options({ name: 'solomon' })],
    solutionToGeoJson: () => [sampleProblem(), solve(sampleProblem(), { stop: { iterations: 10 } }), options({ points: true })],
    territoriesToGeoJson: () => {
        const [accounts, reps, plan] = [sampleAccounts(), sampleReps(), samplePlan()];
        return [sampleShapes(), options({ plan: plan.alignment, reps, scorecard: scorecard(accounts, reps, plan) })];
    },
    readToptw: () => [TEXTS.toptw, options({ name: 'toptw', routes: 2 })],
    unitsFromGeoJson: () => [
        {
            type: 'FeatureCollection',
            features: [
                { type: 'Feature', id: 'x', properties: { potential: 5, name: 'X' }, geometry: archipelago() },
                { type: 'Feature', id: 'y', properties: { potential: 7 }, geometry: { type: 'Point', coordinates: [1, 2] } },
            ],
        },
    ],
    visitsToCsv: () => [
        samplePlan(),
        sampleAccounts(),
        sampleReps(),
        options({ delimiter: ';' as const, byteOrderMark: true, unscheduled: true }),
    ],
    visitsToIcs: () => [
        samplePlan(),
        sampleAccounts(),
        sampleReps(),
        options({ rep: 'r1', name: 'West', stamp: '2026-01-05T00:00:00Z', sequence: 3 }),
    ],
    readVrplib: () => [TEXTS.vrplib, options({ name: 'small', rounding: 'round' as const })],
    formatWeeklyHours: () => [{ mon: [[3600, 7200]] }],
    parseWeeklyHours: () => ['Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00'],
    writeSol: () => [vrplib(), { routes: [{ vehicleId: 'vehicle', visitIds: ['1', '2'] }], value: 12 }],
};
