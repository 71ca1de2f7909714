import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeCase, encodeCase } from './encode-case.js';
import { causeOf, type Report } from './finding.js';
import type { Lane } from './lane.js';
import { caseSeed, runLane } from './run-lane.js';
import { watchLane } from './watch-lane.js';

const RUN = { lane: 'trap', seed: 5, first: 0, seconds: 60, most: 200, known: [] };

async function reportsOf<Case>(lane: Lane<Case>, run: Partial<typeof RUN> = {}): Promise<Report[]> {
    const reports: Report[] = [];
    await runLane(lane, { ...RUN, ...run }, async (report) => {
        reports.push(report);
    });
    return reports;
}

describe('runLane', () => {
    const tooLarge: Lane<{ value: number }> = {
        name: 'trap',
        cases: fc.record({ value: fc.nat(1000) }),
        judge: ({ value }) => {
            if (value >= 300) throw new Error(`too large: ${value}`);
        },
    };

    it('makes the least case of a fault, and reports each cause once', async () => {
        const reports = await reportsOf(tooLarge);
        const findings = reports.flatMap((report) => (report.kind === 'finding' ? [report.finding] : []));
        expect(findings).toHaveLength(1);
        expect(decodeCase(findings[0].encoded)).toEqual({ value: 300 });
        expect(findings[0].message).toContain('too large: 300');
        expect(reports.at(-1)).toEqual({ kind: 'end', cases: RUN.most });
    });

    it('makes the same cases of a seed, and a single one by its number', async () => {
        const begun = (reports: readonly Report[]): string[] =>
            reports.flatMap((report) => (report.kind === 'begin' ? [`${report.number} ${report.encoded}`] : []));
        const harmless = { ...tooLarge, judge: () => undefined };
        const all = begun(await reportsOf(harmless));
        expect(begun(await reportsOf(harmless))).toEqual(all);
        expect(begun(await reportsOf(harmless, { first: 17, most: 1 }))).toEqual([all[17]]);
        expect(new Set(all.map((text) => text.split(' ')[1])).size).toBeGreaterThan(50);
        expect(begun(await reportsOf(harmless, { seed: 6 }))).not.toEqual(all);
    });

    it('gives lanes and cases seeds of their own', () => {
        const seeds = ['a', 'b'].flatMap((lane) => [1, 2].flatMap((seed) => [0, 1, 2].map((n) => caseSeed(lane, seed, n))));
        expect(new Set(seeds).size).toBe(seeds.length);
    });
});

describe('watchLane', () => {
    let folder = '';
    const program = (name: string, atCase: string): string => {
        const path = join(folder, `${name}.mjs`);
        const text = `process.once('message', ({ first, most }) => {
            let number = first;
            const next = () => {
                if (number >= 4) return process.send({ kind: 'end', cases: number - first }, () => process.disconnect());
                process.send({ kind: 'begin', number, encoded: String(number) }, () => {
                    if (number++ === 1) { ${atCase} }
                    next();
                });
            };
            next();
        });`;
        writeFileSync(path, text);
        return path;
    };
    beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), 'watch-lane-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const watch = (path: string) => watchLane(path, { lane: 'trap', seed: 1, first: 0, seconds: 60, known: [] }, 1);

    it('kills what hangs, names the case, and goes on with the next', async () => {
        const { cases, findings } = await watch(program('hangs', 'for (;;);'));
        expect(cases).toBe(4);
        expect(findings).toMatchObject([{ number: 1, encoded: '1', message: expect.stringContaining('no answer within 1 s') }]);
    });

    it('names the case at which the process broke down', async () => {
        const { cases, findings } = await watch(program('breaks', "throw new Error('broken');"));
        expect(cases).toBe(4);
        expect(findings).toMatchObject([{ number: 1, encoded: '1', message: expect.stringContaining('broken') }]);
    });

    it('finds nothing where nothing is wrong', async () => {
        expect(await watch(program('sound', ''))).toEqual({ cases: 4, findings: [] });
    });
});

describe('encodeCase', () => {
    it('keeps numbers that JSON lacks, and typed arrays', () => {
        const given = {
            a: Number.POSITIVE_INFINITY,
            b: [-0, Number.NaN],
            c: Float64Array.of(1, Number.POSITIVE_INFINITY),
            d: null,
        };
        expect(decodeCase(encodeCase(given))).toEqual(given);
    });
});

describe('causeOf', () => {
    it('is the same for figures and names alone', () => {
        const at = '\n    at solve (/x/src/routing/solve.ts:5:6)';
        expect(causeOf(`Error: 3.5 after 'a'${at}`)).toBe(causeOf(`Error: 17 after 'b'${at}`));
        expect(causeOf(`Error: worse${at}`)).not.toBe(causeOf(`Error: worse\n    at solve (/x/src/routing/check.ts:5:6)`));
    });
});
