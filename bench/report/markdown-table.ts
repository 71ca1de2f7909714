/** One column of a table of rows. */
export interface Column<Row> {
    readonly title: string;
    /** Default `right`, as figures are read. */
    readonly align?: 'left' | 'right';
    readonly cell: (row: Row) => string;
}

/** A Markdown table, padded so that it reads in a terminal as well. */
export function markdownTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
    const texts = rows.map((row) => columns.map((column) => escapeCell(column.cell(row))));
    const widths = columns.map((column, i) =>
        Math.max(3, escapeCell(column.title).length, ...texts.map((cells) => cells[i].length)),
    );
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    const padded = (cells: readonly string[]): string =>
        line(cells.map((text, i) => (columns[i].align === 'left' ? text.padEnd(widths[i]) : text.padStart(widths[i]))));
    const rule = widths.map((width, i) => (columns[i].align === 'left' ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
    return [padded(columns.map((column) => escapeCell(column.title))), line(rule), ...texts.map(padded)].join('\n');
}

function escapeCell(text: string): string {
    return text.replace(/\\/g, '\\\\').replace(/\|/g, '\\|').replace(/\s+/g, ' ').trim();
}
