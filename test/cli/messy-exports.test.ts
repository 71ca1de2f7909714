import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentOf, runInMemory } from './run-in-memory.js';
import { temporaryFolder } from './temporary-folder.js';

const FOLDER = join('test', 'cli', 'exports');

/** What every command must make of an export. */
interface Expected {
    readonly file: string;
    readonly reps: string;
    readonly given?: readonly string[];
    readonly rows: number;
    readonly columns: Readonly<Record<string, string>>;
    readonly unused: readonly string[];
    /** `code column` of what is left out, with the number of each; rows in capitals. */
    readonly leftOut: Readonly<Record<string, number>>;
    /** Words that stand among the notes. */
    readonly notes: readonly RegExp[];
}

const EXPORTS: readonly Expected[] = [
    {
        file: 'salesforce.csv',
        reps: 'crm-reps.csv',
        rows: 15,
        columns: {
            id: 'Account ID',
            latitude: 'Billing Latitude',
            longitude: 'Billing Longitude',
            sales: 'Annual Revenue',
            callFrequency: 'Visit Frequency',
            callDuration: 'Visit Duration (min)',
            owner: 'Account Owner',
        },
        unused: ['Rating', 'Shipping Latitude', 'Last Activity'],
        leftOut: {
            'ROW malformed-table': 2,
            'ROW missing-position Billing Latitude': 1,
            'cell mixed-currencies Annual Revenue': 1,
            'cell not-a-number Annual Revenue': 1,
            'cell out-of-range Annual Revenue': 1,
            'cell not-a-number Visit Duration (min)': 1,
            'cell ambiguous-frequency Visit Frequency': 2,
        },
        notes: [/001Qy0000000013 in row 15\) lies far away/, /'Weekly' as 4/, /Addresses were read from/],
    },
    {
        file: 'hubspot.csv',
        reps: 'crm-reps.csv',
        rows: 12,
        columns: { id: 'Record ID', position: 'Lat/Lng', tier: 'Tier', callFrequency: 'Visits per year', owner: 'Company owner' },
        unused: ['City', 'Lifecycle Stage'],
        leftOut: { 'cell unknown-option Tier': 1 },
        notes: [/read as calls in 52 weeks/],
    },
    {
        file: 'dynamics.csv',
        reps: 'crm-reps.csv',
        rows: 12,
        columns: {
            id: '(Do Not Modify) Account',
            latitude: 'Address 1: Latitude',
            hours: 'Opening Hours',
            callFrequency: 'Interval (days)',
            callDuration: 'duration_sec',
        },
        unused: ['(Do Not Modify) Row Checksum', '(Do Not Modify) Modified On', 'Address 1: City'],
        leftOut: { 'cell invalid-hours Opening Hours': 1 },
        notes: [/UTF-16/, /days between calls/, /'duration_sec' was read in seconds/],
    },
    {
        file: 'pipedrive.csv',
        reps: 'crm-reps.csv',
        rows: 11,
        columns: {
            id: 'Organization - ID',
            latitude: 'Organization - Latitude of Address',
            sales: 'Organization - Annual revenue (USD)',
            callFrequency: 'Organization - Call cadence',
        },
        unused: ['Organization - Label'],
        leftOut: {
            'ROW duplicate-id Organization - ID': 1,
            'ROW swapped-coordinates Organization - Latitude of Address': 1,
            'cell ambiguous-frequency Organization - Call cadence': 2,
        },
        notes: [/'monthly' as 1, 'quarterly' as 0.31/],
    },
    {
        file: 'german-excel.csv',
        reps: 'german-reps.csv',
        rows: 12,
        columns: {
            id: 'Kunden-Nr.',
            name: 'Kunde',
            position: 'Koordinaten',
            sales: 'Umsatz 2026',
            tier: 'Klasse',
            callFrequency: 'Besuchsrhythmus',
            callDuration: 'Dauer (Std.)',
            hours: 'Öffnungszeiten',
            owner: 'Betreuer',
        },
        unused: ['Umsatz 2025'],
        leftOut: {
            'ROW malformed-table': 1,
            'cell not-a-number Umsatz 2026': 1,
            'cell not-a-number Dauer (Std.)': 1,
        },
        notes: [/Windows-1252/, /Column names are in row 3/, /read in hours/, /'wöchentlich' as 4, 'alle 14 Tage' as 2/],
    },
    {
        file: 'hand-made.tsv',
        reps: 'hand-made-reps.csv',
        given: ['--columns', 'id=Name'],
        rows: 10,
        columns: { id: 'Name', position: 'Where', callFrequency: 'How often', callDuration: 'Duration_min', owner: 'Sales rep' },
        unused: ['size'],
        leftOut: { 'cell not-a-number How often': 2 },
        notes: [/Column names are in row 3/],
    },
];

interface Document {
    readonly inputs: readonly {
        readonly rows: number;
        readonly columns: object;
        readonly unused: readonly string[];
        readonly notes: readonly string[];
    }[];
    readonly rejected: readonly {
        readonly file: string;
        readonly leftOut: string;
        readonly code: string;
        readonly path: readonly string[];
    }[];
    readonly notes: readonly string[];
}

function countLeftOut({ rejected }: Document, file: string): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { file: own, leftOut, code, path } of rejected) {
        if (own !== file || code === 'unknown-id') continue;
        const key = [leftOut === 'row' ? 'ROW' : leftOut, code, ...path.slice(1)].join(' ');
        counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
}

describe.each(EXPORTS)('$file', ({ file, reps, given = [], rows, columns, unused, leftOut, notes }) => {
    it('is read alike by plan, design, audit and assign', async () => {
        const folder = temporaryFolder();
        const [accounts, staff] = [join(FOLDER, file), join(FOLDER, reps)];
        const out = join(folder, 'plan');
        const territories = join(folder, 'territories.csv');
        const commands = [
            ['plan', '--accounts', accounts, '--reps', staff, '--out', out, '--start', '2027-01-04', '--weeks', '1'],
            ['design', accounts, '--reps', staff, '--out', territories, '--iterations', '100', '--tolerance', '300%'],
            ['audit', territories, '--accounts', accounts, '--reps', staff],
            ['assign', accounts, '--reps', staff],
        ];
        for (const argv of commands) {
            const document = documentOf(await runInMemory([...argv, ...given, '--json'])) as unknown as Document;
            const [reading] = document.inputs;
            expect({ command: argv[0], rows: reading.rows, unused: reading.unused }).toEqual({ command: argv[0], rows, unused });
            expect(reading.columns).toMatchObject(columns);
            expect(countLeftOut(document, accounts)).toEqual(leftOut);
            for (const note of notes) expect(reading.notes.join('\n')).toMatch(note);
        }
    });

    it('is refused by strict rules where anything is left out', async () => {
        const [accounts, staff] = [join(FOLDER, file), join(FOLDER, reps)];
        const argv = ['assign', accounts, '--reps', staff, ...given, '--strict'];
        expect((await runInMemory(argv)).code).toBe(2);
    });
});

describe('reps whose row is left out', () => {
    it('are named with what becomes of their accounts', async () => {
        const out = join(temporaryFolder(), 'plan');
        const argv = ['--accounts', join(FOLDER, 'salesforce.csv'), '--reps', join(FOLDER, 'crm-reps.csv'), '--out', out];
        const { stdout } = await runInMemory(['plan', ...argv, '--start', '2027-01-04', '--weeks', '1']);
        expect(stdout).toMatch(
            /^Bob Part \(R3\) is left out \(row 4 of .*crm-reps.csv\) and owns 4 accounts; any rep may take them\.$/m,
        );
        expect(stdout).toMatch(/4 x row 4, Account Owner is a rep who is left out: "Bob Part" .*; assumed: any rep/);
        expect(stdout).toMatch(/1 x row 17, Account Owner is no rep: "Gone Long"/);
        expect(stdout).toContain('hint: mend row 4 of the table of reps');
    });
});
