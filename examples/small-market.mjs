// The twelve accounts and two reps that the examples share.

import { readFileSync } from 'node:fs';
import { parseAccountsCsv, parseRepsCsv } from 'beatplan/formats';

const read = (name) => readFileSync(new URL(`data/small/${name}`, import.meta.url), 'utf8');

export const accounts = parseAccountsCsv(read('accounts.csv'));
export const reps = parseRepsCsv(read('reps.csv'));
