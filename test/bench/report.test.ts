import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOf, positiveNumber, wholeNumbers } from '../../bench/report/arguments.js';
import { rerunCommand } from '../../bench/report/environment.js';
import { formatNumber, formatPercent, formatRate, formatSeconds, mean, quantile } from '../../bench/report/figures.js';
import { lineChart } from '../../bench/report/line-chart.js';
import { markdownTable } from '../../bench/report/markdown-table.js';
import { readableJson } from '../../bench/report/readable-json.js';
import { defaultReportFolder, saveReport } from '../../bench/report/report-folder.js';
import { linearTicks, logarithmicTicks } from '../../bench/report/ticks.js';

describe('markdownTable', () => {
    const columns = [
        { title: 'name', align: 'left' as const, cell: (row: readonly [string, number]) => row[0] },
        { title: 'figure', cell: (row: readonly [string, number]) => String(row[1]) },
    ];

    it('aligns names to the left and figures to the right', () => {
        const rows = [
            ['a', 1],
            ['long name', 1000],
        ] as const;
        expect(markdownTable(columns, rows)).toBe(
            ['| name      | figure |', '| --------- | -----: |', '| a         |      1 |', '| long name |   1000 |'].join('\n'),
        );
    });

    it('keeps bars and line breaks from breaking the table', () => {
        const table = markdownTable(columns, [['a|b\nc\\', 1]]);
        expect(table.split('\n')).toHaveLength(3);
        expect(table.split('\n')[2]).toContain('a\\|b c\\\\');
    });

    it('has a head without rows', () => {
        expect(markdownTable(columns, []).split('\n')).toEqual(['| name | figure |', '| ---- | -----: |']);
    });
});

describe('figures', () => {
    it('are written as people read them', () => {
        expect(formatPercent(0.12345)).toBe('12.35 %');
        expect(formatPercent(undefined)).toBe('-');
        expect([0.0123, 1.234, 12.345, 123.4].map(formatSeconds)).toEqual(['0.012', '1.23', '12.35', '123']);
        expect(formatNumber(27591)).toBe('27,591');
        expect(formatNumber(826.35, 1)).toBe('826.4');
        expect([12345.6, 1.2345, 0.012345].map(formatRate)).toEqual(['12,346', '1.23', '0.0123']);
        expect(formatRate(undefined)).toBe('-');
    });

    it('have means and quantiles', () => {
        expect(mean([1, 2, 6])).toBe(3);
        expect(mean([])).toBeUndefined();
        expect(quantile([5, 1, 3], 0.5)).toBe(3);
        expect(quantile([1, 2], 0.5)).toBe(1.5);
        expect(quantile([1, 2, 3, 4, 5], 1)).toBe(5);
        expect(quantile([7], 0.3)).toBe(7);
        expect(quantile([], 0.5)).toBeUndefined();
    });
});

describe('ticks', () => {
    it('are round and enclose the values', () => {
        expect(linearTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
        expect(linearTicks(-0.13, 0.21, 4)).toEqual([-0.2, -0.1, 0, 0.1, 0.2, 0.3]);
        expect(logarithmicTicks(0.05, 10)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]);
        expect(logarithmicTicks(0.0003, 2000)).toEqual([0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000]);
    });

    it('exist for any values', () => {
        const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
        fc.assert(
            fc.property(value, fc.double({ min: 1e-2, max: 1e6, noNaN: true }), (low, span) => {
                const ticks = linearTicks(low, low + span);
                expect(ticks.length).toBeGreaterThan(1);
                expect(ticks.length).toBeLessThan(20);
                expect(ticks[0]).toBeLessThanOrEqual(low + 1e-6 * span);
                expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(low + span - 1e-6 * span);
            }),
        );
        const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
        fc.assert(
            fc.property(positive, fc.double({ min: 1, max: 1e6, noNaN: true }), (low, ratio) => {
                const ticks = logarithmicTicks(low, low * ratio);
                expect(ticks.length).toBeGreaterThan(1);
                expect(ticks[0]).toBeLessThanOrEqual(low * (1 + 1e-6));
                expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(low * ratio * (1 - 1e-6));
                for (let i = 1; i < ticks.length; i++) expect(ticks[i]).toBeGreaterThan(ticks[i - 1]);
            }),
        );
    });
});

/** Throws unless every tag is closed in turn; gives the names of all. */
function tagsOf(xml: string): string[] {
    const open: string[] = [];
    const names: string[] = [];
    for (const [, closing, name, alone] of xml.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
        if (closing === '/') {
            if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
            continue;
        }
        names.push(name);
        if (alone === '') open.push(name);
    }
    if (open.length > 0) throw new Error(`<${open[0]}> stays open`);
    return names;
}

describe('lineChart', () => {
    const x = { label: 'seconds', scale: 'logarithmic' as const };
    const y = { label: 'gap' };
    const pathsOf = (svg: string): string[] =>
        [...svg.matchAll(/<path d="M([^"HhV]*)" fill="none" stroke-linejoin/g)].map(([, d]) => d);

    it('draws a line for each series, named in the legend, in well-formed XML', () => {
        const svg = lineChart({
            title: 'a < b & "c"',
            x,
            y,
            series: [
                {
                    name: 'first <1>',
                    points: [
                        [1, 3],
                        [10, 1],
                    ],
                },
                { name: 'second', points: [[1, 2]] },
                { name: 'empty', points: [] },
            ],
        });
        expect(tagsOf(svg)).toContain('title');
        expect(svg).toContain('a &lt; b &amp; &quot;c&quot;');
        expect(svg).toContain('first &lt;1&gt;');
        expect(pathsOf(svg)).toHaveLength(2);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    });

    it('places points by their values', () => {
        const points = [
            [1, 0],
            [10, 5],
            [100, 10],
        ] as const;
        const [path] = pathsOf(lineChart({ title: 't', x, y, series: [{ name: 's', points }] }));
        const [start, middle, end] = path.split('L').map((text) => text.split(' ').map(Number));
        // A decade is as wide as the next, and more is higher.
        expect(middle[0] - start[0]).toBeCloseTo(end[0] - middle[0], 0);
        expect(start[1] - middle[1]).toBeCloseTo(middle[1] - end[1], 0);
        expect(end[1]).toBeLessThan(start[1]);
    });

    it('draws what lies below the floor of a logarithmic axis at the floor', () => {
        const points = [
            [1, 0.1],
            [2, 0.001],
            [3, 0],
            [4, -0.2],
        ] as const;
        const axis = { label: 'gap', scale: 'logarithmic' as const, floor: 0.001 };
        const [path] = pathsOf(lineChart({ title: 't', x: { label: 'x' }, y: axis, series: [{ name: 's', points }] }));
        const heights = path.split('L').map((text) => Number(text.split(' ')[1]));
        expect(heights[0]).toBeLessThan(heights[1]);
        expect(heights.slice(1)).toEqual([heights[1], heights[1], heights[1]]);
    });

    it('draws any finite values', () => {
        const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
        const series = fc.array(fc.record({ name: fc.string(), points: fc.array(fc.tuple(number, number)) }));
        const scale = fc.constantFrom('linear' as const, 'logarithmic' as const);
        fc.assert(
            fc.property(series, scale, scale, (lines, across, up) => {
                const svg = lineChart({
                    title: 't',
                    x: { label: 'x', scale: across },
                    y: { label: 'y', scale: up },
                    series: lines.map(({ name, points }, i) => ({ name: `${i} ${name.replace(/[^ -~]/g, '')}`, points })),
                });
                expect(svg).not.toMatch(/NaN|Infinity/);
                tagsOf(svg);
            }),
        );
    });
});

describe('readableJson', () => {
    it('says the same as JSON', () => {
        fc.assert(
            fc.property(fc.jsonValue(), (value) => {
                expect(JSON.parse(readableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
            }),
        );
    });

    it('puts on one line what fits, and leaves out what is undefined', () => {
        expect(readableJson({ a: [1, 2], b: undefined })).toBe('{"a":[1,2]}');
        const long = { items: Array.from({ length: 30 }, (_, i) => ({ number: i, text: 'x'.repeat(20) })), none: undefined };
        const lines = readableJson(long).split('\n');
        expect(lines).toHaveLength(34);
        expect(lines[2]).toBe(`  {"number":0,"text":"${'x'.repeat(20)}"},`);
    });
});

describe('rerunCommand', () => {
    it('quotes what a shell would split, and leaves the folder of instances open', () => {
        expect(rerunCommand(['routing', '--time', '10', '--only', "a b,it's"])).toBe(
            "npm run bench -- routing --time 10 --only 'a b,it'\\''s'",
        );
        expect(rerunCommand(['routing', '--data', '/home/x', '--set', 'cvrp/X'])).toBe(
            'npm run bench -- routing --data "$BEATPLAN_DATA" --set cvrp/X',
        );
        expect(rerunCommand(['routing', '--data=/home/x'])).toBe('npm run bench -- routing --data "$BEATPLAN_DATA"');
    });
});

describe('arguments', () => {
    it('are read or refused with a reason', () => {
        expect(positiveNumber('0.5')).toBe(0.5);
        expect(wholeNumbers('100,1000')).toEqual([100, 1000]);
        expect(namesOf(['auto', 'savings'])('savings,auto')).toEqual(['savings', 'auto']);
        for (const text of ['0', '-1', 'x', '', 'Infinity']) expect(() => positiveNumber(text)).toThrow('above 0');
        for (const text of ['0', '1.5', '10,', 'x']) expect(() => wholeNumbers(text)).toThrow('whole number');
        expect(() => namesOf(['auto', 'savings'])('savngs')).toThrow("did you mean 'savings'?");
    });
});

describe('saveReport', () => {
    it('writes Markdown, data and charts', () => {
        const folder = mkdtempSync(join(tmpdir(), 'beatplan-'));
        try {
            const inner = join(folder, 'new', 'one');
            saveReport(inner, 'speed', { markdown: '# Speed\n\n', data: { a: 1 }, charts: { curve: '<svg/>' } });
            expect(readFileSync(join(inner, 'speed.md'), 'utf8')).toBe('# Speed\n');
            expect(readFileSync(join(inner, 'speed.json'), 'utf8')).toBe('{"a":1}\n');
            expect(readFileSync(join(inner, 'curve.svg'), 'utf8')).toBe('<svg/>');
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it('has a folder for each second by default', () => {
        expect(defaultReportFolder('routing', new Date(Date.UTC(2026, 0, 2, 3, 4, 5)))).toBe(
            join('out', 'bench', 'routing-2026-01-02T03-04-05'),
        );
    });
});
