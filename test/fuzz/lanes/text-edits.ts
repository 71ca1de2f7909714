import fc from 'fast-check';

/** One change of a text. Places are shares of its length, so that they fit any text. */
export interface TextEdit {
    readonly kind: (typeof KINDS)[number];
    readonly from: number;
    readonly length: number;
    readonly token: string;
}

const KINDS = [
    'insert',
    'replace',
    'remove',
    'double',
    'replace number',
    'remove line',
    'double line',
    'exchange lines',
    'cut off',
    'cut off the beginning',
    'line ends',
    'upper case',
    'lower case',
    'grow',
] as const;

const TOKENS = [
    ...[
        '0',
        '-1',
        '1',
        '0.5',
        '1e308',
        '1e999',
        '5e-324',
        '99999999999999999999',
        '4294967296',
        '1e6',
        '-0',
        '1_000',
        '0x10',
        '1e',
    ],
    ...['NaN', 'Infinity', 'null', 'true', '٣', '½', '1.234,56', '1,234.56', '--1', '1-2-3'],
    ...[
        '"',
        '""',
        "'",
        ',',
        ';',
        '\t',
        '|',
        ' ',
        '\n',
        '\r',
        '\r\n',
        '\n\n',
        '\u0000',
        '\u001B[31m',
        '\uFEFF',
        '\u2028',
        '\u00A0',
    ],
    ...['[]', '{}', '[', ']', '{', '}', ':', '"a":1', '[[[[[]]]]]', '{"type":"Feature"}', '"__proto__":{}'],
    ...['__proto__', 'constructor', 'toString', '=cmd()', '＝1', 'é', '😀', '\uD800', '\u202E'],
    ...[
        'EOF',
        '#',
        '/',
        '-',
        ':',
        '24/7',
        '25:00',
        '12:60',
        '12 AM',
        'Mo',
        'Mo-Su',
        'off',
        'PH',
        'x'.repeat(2000),
        ' '.repeat(300),
    ],
    ...[
        'DIMENSION : 1000000',
        'CAPACITY : 0',
        'TYPE : TSP',
        'DTSTAMP:',
        'SEQUENCE:99999999999999999999',
        'BEGIN:VEVENT',
        'Total',
    ],
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
];

/** Characters to which `grow` brings a text: what is not linear takes minutes there. */
export const GROWN = 150_000;

const place = fc.integer({ min: 0, max: 1000 });

/** Some changes; growing is dear, and rare. */
export const textEdits: fc.Arbitrary<readonly TextEdit[]> = fc.array(
    fc.record({
        kind: fc.oneof(
            { weight: 60, arbitrary: fc.constantFrom(...KINDS.filter((kind) => kind !== 'grow')) },
            { weight: 1, arbitrary: fc.constant('grow' as const) },
        ),
        from: place,
        length: fc.oneof(fc.integer({ min: 0, max: 12 }), place),
        token: fc.constantFrom(...TOKENS),
    }),
    { minLength: 1, maxLength: 6 },
);

/** The text after all changes. */
export function editText(text: string, edits: readonly TextEdit[]): string {
    return edits.reduce(editOnce, text);
}

function editOnce(text: string, { kind, from, length, token }: TextEdit): string {
    const at = Math.floor((from / 1000) * text.length);
    const end = Math.min(text.length, at + length);
    const [before, middle, after] = [text.slice(0, at), text.slice(at, end), text.slice(end)];
    switch (kind) {
        case 'insert':
            return before + token + text.slice(at);
        case 'replace':
            return before + token + after;
        case 'remove':
            return before + after;
        case 'double':
            return before + middle + middle + after;
        case 'replace number':
            return replaceNumber(text, from, token);
        case 'cut off':
            return before;
        case 'cut off the beginning':
            return text.slice(at);
        case 'line ends':
            return text.replaceAll('\r\n', '\n').replaceAll('\n', length % 2 === 0 ? '\r\n' : '\r');
        case 'upper case':
            return before + middle.toUpperCase() + after;
        case 'lower case':
            return before + middle.toLowerCase() + after;
        case 'grow':
            return before + (middle || token).repeat(Math.ceil(GROWN / (middle || token).length)) + after;
        default:
            return editLines(text.split('\n'), kind, from, length).join('\n');
    }
}

function editLines(lines: string[], kind: string, from: number, length: number): string[] {
    const i = Math.min(lines.length - 1, Math.floor((from / 1000) * lines.length));
    if (kind === 'remove line') lines.splice(i, 1);
    else if (kind === 'double line') lines.splice(i, 0, lines[i]);
    else {
        const j = Math.min(lines.length - 1, length);
        [lines[i], lines[j]] = [lines[j], lines[i]];
    }
    return lines;
}

function replaceNumber(text: string, from: number, token: string): string {
    const numbers = [...text.matchAll(/[-\d.]+/g)];
    if (numbers.length === 0) return text;
    const { index, 0: found } = numbers[Math.min(numbers.length - 1, Math.floor((from / 1000) * numbers.length))];
    return text.slice(0, index) + token + text.slice(index + found.length);
}
