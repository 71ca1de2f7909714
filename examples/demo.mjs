// Plans four weeks for sixty reps and 2,992 stores with the built command, and says where the results lie.
//
//     npm run demo

import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const out = path('../out/demo');

const { status } = spawnSync(
    process.execPath,
    [
        path('../dist/cli/index.js'),
        'plan',
        ...['--accounts', path('data/accounts.csv')],
        ...['--reps', path('data/reps.csv')],
        ...['--config', path('data/config.json')],
        ...['--out', out],
        ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
);
if (status === 0) process.stdout.write(`\nOpen this file in a browser: ${pathToFileURL(`${out}/report.html`)}\n`);
process.exitCode = status ?? 1;
