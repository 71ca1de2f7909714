import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAccountsCsv } from '../../../src/formats/index.js';
import { FREQUENCY_LANGUAGES, type FrequencyLanguage } from '../../../src/formats/tables/frequency-words.js';

/** What one cell of one column becomes: calls in four weeks, or the code of its issue. */
function readOne(cell: string, header: string = 'Call Frequency'): number | string | undefined {
    const { items, issues, droppedCells } = readAccountsCsv(`id;lat;lng;${header}\na;48.1;11.5;${cell}\n`);
    expect(items).toHaveLength(1);
    expect(droppedCells.map(({ issue }) => issue)).toEqual(issues);
    return issues.length > 0 ? issues[0].code : items[0].callFrequency;
}

describe('call frequencies in words', () => {
    it.each<[number, string]>([
        [
            4,
            'weekly|Weekly|once a week|every week|each week|1x/week|wöchentlich|jede Woche|hebdomadaire|semanal|una vez por semana',
        ],
        [
            2,
            'every 2 weeks|every other week|every second week|every 2nd week|fortnightly|2-weekly|2 weeks|every 14 days|Every Two Weeks',
        ],
        [2, '14-tägig|14tägig|alle 2 Wochen|alle zwei Wochen|alle 14 Tage|jede zweite Woche|jede 2. Woche|zweiwöchentlich'],
        [
            2,
            'toutes les 2 semaines|cada 2 semanas|quincenal|quinzenal|2x/month|2 x / month|2 per month|twice a month|semi-monthly',
        ],
        [2, '2 mal im Monat|zweimal pro Monat|2x monatlich|2 fois par mois|2 veces al mes|2 Besuche/Monat|2×/Monat|bimensuel'],
        [1, 'monthly|once a month|every month|monatlich|mensuel|mensual|alle vier Wochen|4-weekly|every 4 weeks|13x per year'],
        [0.5, 'every 8 weeks|8-wöchentlich|every 2 months|bimestriel|0.5/month|0,5 / Monat|1 / 8 Wochen|1 every 2 months'],
        [
            4 / 13,
            'quarterly|4 p.a.|4 per year|1x im Quartal|vierteljährlich|every 3 months|trimestriel|trimestral|every 13 weeks|4/yr',
        ],
        [16 / 13, '4 / 13 weeks|4 per quarter|16 per year|4 calls per 13 weeks|4 visits / quarter'],
        [1 / 13, 'annually|yearly|once a year|jährlich|annuel|anual|every 12 months|every 52 weeks'],
        [8, 'twice a week|2x weekly|2 mal wöchentlich|2 visits per week|zweimal pro Woche'],
        [0, 'never|nie|jamais|nunca|0|0x/month'],
    ])('%f: %s', (calls, texts) => {
        for (const text of texts.split('|')) {
            const read = readOne(text);
            expect(typeof read, text).toBe('number');
            expect(read as number, text).toBeCloseTo(calls, 9);
        }
    });

    it.each([
        ['ambiguous-frequency', 'bi-weekly|biweekly|Bi weekly|bimonthly|bi-annual'],
        [
            'not-a-number',
            'daily|2 weekly|2-3x/month|on demand|weekly (Mo)|every week or two|1/4|4/13|M|every 0 weeks|per month|once|weekly/monthly',
        ],
        ['not-a-number', '2 week|10 to 14 days|#REF!|2x|every|/|x'],
    ])('%s: %s', (code, texts) => {
        for (const text of texts.split('|')) expect(readOne(text), text).toBe(code);
    });

    it('say how to write what can mean two things', () => {
        const { issues } = readAccountsCsv('id,lat,lng,Frequency\na,48,11,bi-weekly\n');
        expect(issues).toMatchObject([
            { path: ['row 2', 'Frequency'], hint: "write '2x/week' or 'every 2 weeks'", received: 'bi-weekly' },
        ]);
    });

    it('are refused or read in linear time, whatever the text', () => {
        const word = fc.constantFrom(
            'every',
            '2',
            '/',
            '-',
            'weeks',
            'x',
            'per',
            'weekly',
            'alle',
            'mois',
            '13',
            'calls',
            'a',
            '0',
            'q',
        );
        fc.assert(
            fc.property(fc.array(word, { maxLength: 8 }), (words) => {
                const read = readOne(words.join(' '));
                if (typeof read === 'number') expect(read).toBeGreaterThanOrEqual(0);
            }),
            { numRuns: 200, seed: 7 },
        );
        expect(readOne('every '.repeat(20_000))).toBe('not-a-number');
    });

    it('mean one thing in all languages', () => {
        const kinds = ['units', 'plurals', 'rhythms', 'spans', 'times', 'numbers'] as const satisfies (keyof FrequencyLanguage)[];
        for (const kind of kinds) {
            const seen = new Map<string, number>();
            for (const language of Object.values(FREQUENCY_LANGUAGES)) {
                for (const [word, value] of Object.entries(language[kind])) {
                    expect(seen.get(word) ?? value, `${kind} ${word}`).toBe(value);
                    seen.set(word, value);
                }
            }
        }
    });
});

describe('columns of frequencies', () => {
    it.each([
        ['Visits per year', '26', 2],
        ['Visits/yr', '4', 4 / 13],
        ['visits_per_month', '2', 2],
        ['VisitsPerWeek', '1', 4],
        ['Annual calls', '13', 1],
        ['Frequency (per month)', '1', 1],
        ['Call Frequency per 8 weeks', '2', 1],
        ['Besuche pro Jahr', '52', 4],
        ['Besuchsfrequenz pro Quartal', '1', 4 / 13],
        ['Nombre de visites par mois', '2', 2],
        ['visitas al mes', '2', 2],
        ['Interval days', '14', 2],
        ['Days between visits', '28', 1],
        ['Visit interval (months)', '3', 4 / 13],
        ['Besuchsrhythmus (Wochen)', '2', 2],
        ['Frequency (weeks)', '8', 0.5],
        ['fréquence (jours)', '7', 4],
        ['Visit interval', '6 weeks', 2 / 3],
        ['Visit interval', '6', 'ambiguous-frequency'],
        ['Interval days', '0', 'out-of-range'],
        ['Interval days', 'weekly', 4],
        ['Call Frequency', '2', 2],
        ['Call_Frequency__c', '2', 2],
    ])('%s: %s', (header, cell, expected) => {
        const read = readOne(cell, header);
        if (typeof expected === 'number') expect(read as number).toBeCloseTo(expected, 9);
        else expect(read).toBe(expected);
    });

    it.each([
        'Days since last visit',
        'Visit month',
        'Last visit',
        'Visits last year',
        'Month',
        'Sales per year',
        'Visits per day',
        'Cycle week',
    ])('leave %s alone', (header) => {
        expect(readAccountsCsv(`id,lat,lng,${header}\na,48,11,3\n`).columns).not.toHaveProperty('callFrequency');
    });

    it('are told with their unit and the words in them', () => {
        const told = (header: string, ...cells: string[]): readonly string[] =>
            readAccountsCsv(`id,lat,lng,${header}\n${cells.map((cell, i) => `${i},48,11.${i},${cell}`).join('\n')}\n`).notes;
        expect(told('Visits per year', '12')).toEqual(["'Visits per year' was read as calls in 52 weeks."]);
        expect(told('Frequency (weeks)', '12')).toEqual(["'Frequency (weeks)' was read as weeks between calls."]);
        expect(told('Frequency', '2', 'monthly', 'quarterly')).toEqual([
            "'Frequency' was read as calls in four weeks; 'monthly' as 1, 'quarterly' as 0.31.",
        ]);
    });
});
