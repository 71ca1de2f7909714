import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANES } from './lanes/index.js';
import { FIXTURES, readFixture } from './save-fixture.js';

const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.split(/[/\\]/));

// What the fuzz lanes once found; a fixture can be given a name that tells what it is about.
describe('fixtures of the fuzz lanes', () => {
    it('are of known lanes', () => {
        const names = LANES.map(({ name }) => name);
        for (const [lane] of files) expect(names).toContain(lane);
    });

    it.each(files)('%s: %s', async (laneName, file) => {
        const lane = LANES.find(({ name }) => name === laneName);
        await lane?.judge(readFixture(readFileSync(`${FIXTURES}/${laneName}/${file}`, 'utf8')));
    });
});
