import { describe, expect, it } from 'vitest';
import { demoFigures, replaceBlock, updateReadme } from '../../build/readme-figures.mjs';
import { readText } from './markdown.js';

const README = readText('README.md');
const MOST_WORDS = 1500;

/** The text of a block of figures. */
function block(name: string): string {
    const found = new RegExp(`<!-- figures:${name} -->\n([^]*?)\n<!-- /figures -->`).exec(README);
    if (found === null) throw new Error(`README.md has no block figures:${name}`);
    return found[1];
}

describe('README.md', () => {
    it(`has at most ${MOST_WORDS} words`, () => {
        expect(README.split(/\s+/).filter((word) => word !== '').length).toBeLessThanOrEqual(MOST_WORDS);
    });

    it('goes from pitch and picture to install, code, command line, rooms, numbers, limits, comparison and links', () => {
        expect([...README.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
            'Install',
            'Ten lines of code',
            'Command line',
            'Rooms',
            'Numbers',
            'Limits',
            'Comparison',
            'Links',
        ]);
        expect(README.indexOf('![')).toBeLessThan(README.indexOf('## Install'));
    });

    // The demo itself takes too long for a test: `.ci/run` checks its block after the demo has run.
    it('shows the figures of bench/results, as `npm run readme` writes them', () => {
        const updated = updateReadme(README);
        expect(replaceBlock(updated, 'demo', block('demo'))).toBe(README);
    });

    it('writes the figures of the demo in the form that its block has', () => {
        const digits = (text: string): string => text.replace(/[\d,.]*\d/g, '0');
        const total = { visitsPlanned: 3500, visitsDue: 3600, completion: 0.97, visitsPerDay: 4, windshieldShare: 0.5 };
        const sentence = demoFigures({ reps: 60, weeks: 4, total, balance: { workload: { coefficientOfVariation: 0.1 } } });
        expect(sentence).toContain('3,500 of 3,600 due visits');
        expect(digits(block('demo'))).toBe(digits(sentence));
    });

    it('refuses a text without the block', () => {
        expect(() => replaceBlock('# beatplan', 'demo', 'x')).toThrow('no block figures:demo');
    });
});
