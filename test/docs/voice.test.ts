import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from './markdown.js';

// English that readers stumble over, with what to write instead.
const AVOIDED: readonly (readonly [pattern: RegExp, instead: string])[] = [
    [/\b(?:nobody|somebody|whoever|everybody|anybody)\b/i, 'name who: no rep, a user, all visits'],
    [/(?<!there )\b(?:is|are|was|were) none\b/i, 'is invalid, is unknown, is not one'],
    [/\bwhere there (?:is|are|was|were) none\b/i, 'if there is none'],
    [/\banew\b/i, 'again, from scratch'],
    [/\bso many\b/i, 'this many, a number of'],
    [/\btold by\b/i, 'estimated from, given by'],
    [/\bstands? for\b/i, 'is, replaces, represents'],
    [/\bgo(?:es)? by\b/i, 'uses'],
    [/\bhangs? (?:on|together)\b/i, 'depends on, stays connected'],
    [/\bat one go\b/i, 'at once'],
    [/\bdeals? out\b/i, 'assign'],
    [/\bmeanwhile\b/i, 'without blocking, in between'],
    [/\bbeside what\b/i, 'in addition to'],
    [/\bdrawing board\b/i, 'scratch space'],
    [/\bha(?:s|ve) a say\b|\bha(?:s|ve|d) (?:a|no) turn\b/i, 'matters, is planned'],
    [/\btwin of\b/i, 'variant of'],
    [/\bgives? (?:everybody )?up\b/i, 'discards, ends'],
    [/'names no (?:unit|territory|rep|account)\b/, 'unknown unit id'],
    [/\blets? the (?:page|server)\b/i, 'without blocking the event loop'],
    [/@param \w+ - from 0$/, '>= 0, may be empty'],
    [/\bas often as it counts\b/i, 'weighted by its mass'],
    [/\bsay the same\b/i, 'pass the same'],
    [/\bgiven (?:its|their) \w+ away\b/i, 'was transferred'],
    [/\b(?:names|name) nobody\b|\bare no options\b/i, 'is empty, is not an options object'],
];

const THIS_FILE = 'test/docs/voice.test.ts';
// Generated from a result, or about words of the field in other languages.
const LEFT_OUT = /^bench\/results\/|^examples\/data\/.+\.csv$/;

function textFiles(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
        .filter((file) => /\.(?:ts|mjs|md|vue)$/.test(file) && file !== THIS_FILE && !LEFT_OUT.test(file));
}

/** Lines that hold an avoided phrase, with what to write instead. */
function findAvoided(text: string): string[] {
    return text
        .split('\n')
        .flatMap((line, i) =>
            AVOIDED.filter(([pattern]) => pattern.test(line)).map(([, instead]) => `${i + 1}: ${line.trim()} (${instead})`),
        );
}

describe('the voice', () => {
    it.each(['src', 'docs', 'test', 'bench', 'build', 'examples'])('of %s avoids what readers stumble over', (folder) => {
        const found = textFiles(folder).flatMap((file) => findAvoided(readText(file)).map((line) => `${file}:${line}`));
        expect(found).toEqual([]);
    });

    it.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md'])('of %s avoids it too', (file) => {
        expect(findAvoided(readText(file))).toEqual([]);
    });

    it('is heard where it is off', () => {
        expect(
            findAvoided('-1 for a metric that is none\nfine: -1 if there is none\nthe file stands for whoever asks'),
        ).toHaveLength(3);
    });
});
