import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { codeBlocks, pages } from './markdown.js';

async function importAsUsersDo(specifier: string): Promise<Record<string, unknown>> {
    if (specifier.startsWith('node:')) return import(/* @vite-ignore */ specifier);
    const room = /^beatplan(\/\w+)?$/.exec(specifier);
    if (room === null) throw new Error(`an example imports '${specifier}'`);
    return import(/* @vite-ignore */ new URL(`../../src${room[1] ?? ''}/index.ts`, import.meta.url).href);
}

const PROMISE = /^\s*(?:const (\w+) = .+|console\.log\((.+)\)|(.+)); \/\/ -> (.+)$/;

// 'console.log(x); // -> 5' becomes 'expectValue(x, 5)', and 'const y = f(x); // -> 5' is followed by 'expectValue(y, 5)'.
function keepPromises(code: string): string {
    return code
        .split('\n')
        .map((line) => {
            const found = PROMISE.exec(line);
            if (found === null) return line;
            const [, name, printed, expression, value] = found;
            if (name !== undefined) return `${line.slice(0, line.indexOf('; // ->'))}; expectValue(${name}, (${value}));`;
            return `expectValue((${printed ?? expression}), (${value}));`;
        })
        .join('\n');
}

function expectValue(actual: unknown, expected: unknown): void {
    expect(ArrayBuffer.isView(actual) ? Array.from(actual as unknown as ArrayLike<number>) : actual).toEqual(expected);
}

const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...values: unknown[]) => Promise<void>;

async function run(code: string): Promise<number> {
    const promised = keepPromises(code);
    const { code: script } = await transform(promised, { loader: 'ts', target: 'es2022' });
    const body = script.replace(
        /^import (\{[^}]*\}|\* as \w+) from "([^"]+)";$/gm,
        (_, names: string, specifier: string) =>
            `const ${names.replaceAll(' as ', ': ').replace('*: ', '')} = await importRoom("${specifier}");`,
    );
    const quiet = { log: () => {}, error: () => {} };
    await new AsyncFunction('importRoom', 'expectValue', 'console', body)(importAsUsersDo, expectValue, quiet);
    return promised.split('expectValue(').length - 1;
}

const BLOCKS = pages().flatMap((page) => codeBlocks(page).filter(({ language }) => language === 'ts'));

describe('the examples of the documentation', () => {
    it.each(BLOCKS)('runs $place and gives the values that it promises', async ({ code }) => {
        expect(await run(code)).toBe(code.split('// -> ').length - 1);
    });
});
