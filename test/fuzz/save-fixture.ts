import { mkdirSync, writeFileSync } from 'node:fs';
import { decodeCase } from './encode-case.js';
import type { Finding } from './finding.js';

/** Where fixtures are, from the repository's root. */
export const FIXTURES = 'test/fuzz/fixtures';

/** Saves a finding for `fixtures.test.ts`, and returns the path of its file. */
export function saveFixture(lane: string, seed: number, { number, encoded, message }: Finding): string {
    const folder = `${FIXTURES}/${lane}`;
    mkdirSync(folder, { recursive: true });
    const file = `${folder}/seed-${seed}-case-${number}.json`;
    const found = message.split('\n', 1)[0].slice(0, 200);
    writeFileSync(file, `{\n    "found": ${JSON.stringify(found)},\n    "case": ${encoded}\n}\n`);
    return file;
}

/** The case of a fixture's text. */
export function readFixture(text: string): unknown {
    return (decodeCase(text) as { case: unknown }).case;
}
