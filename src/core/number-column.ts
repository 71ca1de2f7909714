import { type DecimalMark, isEmptyNumber, isSameCurrency, isTwoWay, type NumberText, readNumberText } from './number-text.js';

/** What a point and a comma mean where a number alone does not tell, such as in `12.500`; undefined where unknown. */
export interface MarkMeanings {
    readonly point?: 'decimal' | 'group';
    readonly comma?: 'decimal' | 'group';
    /** Whether a person said so: then it counts more than what the column itself shows. Default false. */
    readonly isStated?: boolean;
}

/** Meanings of both marks by the decimal mark. */
export const MEANINGS: Readonly<Record<DecimalMark, MarkMeanings>> = {
    '.': { point: 'decimal', comma: 'group' },
    ',': { point: 'group', comma: 'decimal' },
};

/**
 * What a cell holds: a `number`; nothing (`empty`); `text` that is not a number; a number with the `other-mark` than the rest of
 * its column; one that can be read in `two-ways`; or an amount in an `other-currency` than most of its column.
 */
export type CellStatus = 'number' | 'empty' | 'text' | 'other-mark' | 'two-ways' | 'other-currency';

/** Numbers of a column. */
export interface NumberColumn {
    /** NaN if the status is not `number`. */
    readonly values: Float64Array;
    readonly statuses: readonly CellStatus[];
    /** 1 if the number ended in a percent sign. */
    readonly percents: Uint8Array;
    /** Whether the column holds a number that reads in two ways by itself, decided here or not. */
    readonly isTwoWay: boolean;
    /** The mark that groups thousands, where the numbers themselves show it. */
    readonly groupMark?: DecimalMark;
    /** Of most amounts that name one. */
    readonly currency?: string;
}

/**
 * Reads the numbers of one column together, since the column decides what its points and commas mean.
 *
 * Numbers that read in one way only decide for those that read in two; where they contradict each other, or there are none, the
 * table's own `meanings` decide. What stays undecided has the status `two-ways`. O(total length).
 *
 * @param texts - undefined if a cell is missing
 * @param meanings - of the marks in the rest of the table
 * @param currencies - of the cells, where another column names them
 */
export function readNumberColumn(
    texts: readonly (string | undefined)[],
    meanings: MarkMeanings = {},
    currencies: readonly (string | undefined)[] = [],
): NumberColumn {
    const cells = texts.map((text) => (text === undefined || isEmptyNumber(text) ? undefined : (readNumberText(text) ?? 'text')));
    let points = 0;
    let commas = 0;
    let groupMark: DecimalMark | undefined;
    let isAnyTwoWay = false;
    for (const cell of cells) {
        if (cell === undefined || cell === 'text') continue;
        if (Number.isNaN(cell.comma)) points++;
        else if (Number.isNaN(cell.point)) commas++;
        else if (isTwoWay(cell)) isAnyTwoWay = true;
    }
    const currencyAt = (i: number): string | undefined => (cells[i] as NumberText).currency ?? currencies[i];
    const currency = mostUsed(cells.flatMap((cell, i) => (typeof cell === 'object' ? (currencyAt(i) ?? []) : [])));
    const own = points > 0 && commas === 0 ? '.' : commas > 0 && points === 0 ? ',' : undefined;
    const isMixed = points > 0 && commas > 0;
    const isKnown = meanings.point !== undefined && meanings.comma !== undefined;
    const table: DecimalMark | undefined = isKnown ? (meanings.point === 'decimal' ? '.' : ',') : undefined;
    const values = new Float64Array(cells.length).fill(Number.NaN);
    const percents = new Uint8Array(cells.length);
    const statuses = cells.map((cell, i): CellStatus => {
        if (cell === undefined) return 'empty';
        if (cell === 'text') return 'text';
        percents[i] = cell.percent ? 1 : 0;
        const named = currencyAt(i);
        if (named !== undefined && currency !== undefined && !isSameCurrency(named, currency)) return 'other-currency';
        let mark: DecimalMark | undefined;
        if (isTwoWay(cell)) {
            mark = decideMark(texts[i] as string, own, table, meanings);
            if (mark === undefined) return 'two-ways';
        } else if (Number.isNaN(cell.point) || Number.isNaN(cell.comma)) {
            mark = Number.isNaN(cell.point) ? ',' : '.';
            if (isMixed && table !== undefined && mark !== table) return 'other-mark';
            if (isGrouped(texts[i] as string, mark)) groupMark = mark === '.' ? ',' : '.';
        }
        values[i] = mark === ',' ? cell.comma : cell.point;
        return 'number';
    });
    return {
        values,
        statuses,
        percents,
        isTwoWay: isAnyTwoWay,
        ...(groupMark === undefined ? {} : { groupMark }),
        ...(currency === undefined ? {} : { currency }),
    };
}

/** The currency that most amounts have; of as many the first. A sign of several currencies gives way to the one that it is. */
function mostUsed(currencies: readonly string[]): string | undefined {
    const counts = new Map<string, number>();
    for (const currency of currencies) counts.set(currency, (counts.get(currency) ?? 0) + 1);
    if (counts.size < 2) return currencies[0];
    const ranked = [...counts.keys()].map((currency) => {
        let count = 0;
        for (const [other, amount] of counts) if (isSameCurrency(currency, other)) count += amount;
        return { currency, count, isCode: currency.length === 3 };
    });
    return ranked.sort((a, b) => b.count - a.count || Number(b.isCode) - Number(a.isCode))[0].currency;
}

function decideMark(
    text: string,
    own: DecimalMark | undefined,
    table: DecimalMark | undefined,
    meanings: MarkMeanings,
): DecimalMark | undefined {
    const shown: DecimalMark = text.includes(',') ? ',' : '.';
    const other = shown === ',' ? '.' : ',';
    if (meanings.isStated === true && table !== undefined) return table;
    if (own !== undefined) {
        // '12,5' among '1,234' and '2,500' in a table with decimal points is rather a slip than a rule.
        if (table !== undefined && table !== own && shown === own) return undefined;
        return own;
    }
    const meaning = shown === ',' ? meanings.comma : meanings.point;
    return meaning === undefined ? undefined : meaning === 'decimal' ? shown : other;
}

function isGrouped(text: string, mark: DecimalMark): boolean {
    return text.includes(mark === '.' ? ',' : '.');
}
