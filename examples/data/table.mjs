// What make-accounts.mjs and make-reps.mjs share: the source folder, reading and writing tables.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';

/** The folder named by the first argument or BEATPLAN_DATA; ends the process where neither is given. */
export function sourceFolder() {
    const folder = process.argv[2] ?? process.env.BEATPLAN_DATA;
    if (folder !== undefined) return folder;
    process.stderr.write('Name the folder that holds locations/*.csv, as an argument or in BEATPLAN_DATA.\n');
    process.exit(2);
}

/** Rows of `folder/locations/name` as objects by column. */
export function readTable(folder, name) {
    return parse(readFileSync(join(folder, 'locations', name), 'utf8'));
}

/** Rows of a table beside this file. */
export function readOwnTable(name) {
    return parse(readFileSync(pathBeside(name), 'utf8'));
}

/** Writes rows beside this file and says so. */
export function writeTable(name, rows) {
    writeFileSync(pathBeside(name), `${Papa.unparse(rows, { newline: '\n' })}\n`);
    process.stdout.write(`${name}: ${rows.length} rows\n`);
}

function parse(text) {
    return Papa.parse(text, { header: true, skipEmptyLines: true }).data;
}

function pathBeside(name) {
    return fileURLToPath(new URL(name, import.meta.url));
}
