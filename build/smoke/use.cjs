const assert = require('node:assert/strict');
const { BeatplanError, solve } = require('beatplan');

for (const name of process.argv.slice(2)) assert.notEqual(Object.keys(require(name)).length, 0, `${name} exports nothing`);

// Entries share their code: an error of one is an error of the other.
assert.equal(solve, require('beatplan/routing').solve);
assert.throws(() => solve({}), BeatplanError);
