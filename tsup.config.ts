import type { Options } from 'tsup';
import { esbuildBundleText } from './build/bundle-text.mjs';
import { esbuildKeepModules } from './build/keep-modules.mjs';

const ROOMS = [
    'geo',
    'spatial',
    'travel',
    'cluster',
    'market',
    'routing',
    'territory',
    'planning',
    'performance',
    'formats',
    'report',
] as const;

// Packages without a CommonJS form: `require` of them works in newer versions of Node only.
const ESM_ONLY =
    /^(d3-delaunay|delaunator|flatbush|flatqueue|geokdbush|kdbush|pbf|quickselect|rbush|robust-predicates|tinyqueue)$/;

const library = { index: 'src/index.ts', ...Object.fromEntries(ROOMS.map((room) => [room, `src/${room}/index.ts`])) };

const common: Options = {
    target: 'es2022',
    platform: 'neutral',
    splitting: true,
    esbuildPlugins: [esbuildBundleText()],
};

const configs: Options[] = [
    {
        ...common,
        entry: ['src/**/*.ts', '!src/**/*.d.ts', '!src/report/client/**'],
        format: 'esm',
        splitting: false,
        external: [/^node:/],
        esbuildPlugins: [esbuildBundleText(), esbuildKeepModules()],
    },
    { ...common, entry: library, format: 'cjs', noExternal: [ESM_ONLY] },
    {
        ...common,
        entry: { 'beatplan.min': 'src/bundle.ts' },
        format: 'iife',
        globalName: 'beatplan',
        platform: 'browser',
        target: 'es2020',
        minify: true,
        splitting: false,
        noExternal: [/.*/],
        outExtension: () => ({ js: '.js' }),
    },
];

// The declarations take longer than all the rest, and whoever only runs the code can do without.
if (process.env['BEATPLAN_NO_TYPES'] === undefined) {
    configs.push({ ...common, entry: library, format: ['esm', 'cjs'], dts: { only: true } });
}

export default configs;
