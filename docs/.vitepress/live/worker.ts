import { transform } from 'sucrase';
import accounts from '../../../examples/data/small/accounts.csv?raw';
import reps from '../../../examples/data/small/reps.csv?raw';
import { describeValues } from './describe-value.js';
import type { Message } from './message.js';

// Runs the code of an example off the page's own thread, so that the page stays responsive and a run can be ended.

const ROOMS: Readonly<Record<string, () => Promise<unknown>>> = {
    beatplan: () => import('../../../src/index.js'),
    'beatplan/cluster': () => import('../../../src/cluster/index.js'),
    'beatplan/formats': () => import('../../../src/formats/index.js'),
    'beatplan/geo': () => import('../../../src/geo/index.js'),
    'beatplan/market': () => import('../../../src/market/index.js'),
    'beatplan/performance': () => import('../../../src/performance/index.js'),
    'beatplan/planning': () => import('../../../src/planning/index.js'),
    'beatplan/report': () => import('../../../src/report/index.js'),
    'beatplan/routing': () => import('../../../src/routing/index.js'),
    'beatplan/spatial': () => import('../../../src/spatial/index.js'),
    'beatplan/territory': () => import('../../../src/territory/index.js'),
    'beatplan/travel': () => import('../../../src/travel/index.js'),
    'node:fs': async () => ({ readFileSync: readTable }),
};

/** The tables that examples read; a browser has no others. */
const TABLES: Readonly<Record<string, string>> = {
    'examples/data/small/accounts.csv': accounts,
    'examples/data/small/reps.csv': reps,
};

function readTable(path: string): string {
    const table = TABLES[path];
    if (table === undefined) throw new Error(`no file ${path}: here are only ${Object.keys(TABLES).join(' and ')}`);
    return table;
}

async function importRoom(name: string): Promise<unknown> {
    const load = ROOMS[name];
    if (load === undefined) throw new Error(`cannot import '${name}': here are only ${Object.keys(ROOMS).join(', ')}`);
    return load();
}

const IMPORT = /^import\s+(\{[^}]*\})\s+from\s+['"]([^'"]+)['"];?/gm;

/** TypeScript as JavaScript that a function body may hold. */
function compile(code: string): string {
    return transform(code, { transforms: ['typescript'], disableESTransforms: true }).code.replace(
        IMPORT,
        (_, names: string, room: string) => `const ${names.replaceAll(' as ', ': ')} = await importRoom('${room}');`,
    );
}

const post = (message: Message): void => self.postMessage(message);
const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...values: unknown[]) => Promise<void>;

self.onmessage = async ({ data: code }: MessageEvent<string>): Promise<void> => {
    const log = (...values: unknown[]): void => post(describeValues(values));
    const startedAt = performance.now();
    try {
        await new AsyncFunction('importRoom', 'console', compile(code))(importRoom, { log, error: log, warn: log });
    } catch (error) {
        post({ kind: 'error', text: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    }
    post({ kind: 'end', seconds: (performance.now() - startedAt) / 1000 });
};
