import assert from 'node:assert/strict';
import { BeatplanError, solve } from 'beatplan';
import { solve as solveOfRoom } from 'beatplan/routing';

for (const name of process.argv.slice(2)) assert.notEqual(Object.keys(await import(name)).length, 0, `${name} exports nothing`);

// Entries share their code: an error of one is an error of the other.
assert.equal(solve, solveOfRoom);
assert.throws(() => solve({}), BeatplanError);
