import stringWidth from 'string-width';

/**
 * Rows as text in aligned columns, by what a terminal shows: letters of East Asia take two columns, marks upon letters none.
 *
 * @param rows - the heading first
 * @param rightFrom - columns from this one on are set to the right
 */
export function textTable(rows: readonly (readonly string[])[], rightFrom: number): string {
    const widths: number[] = [];
    for (const row of rows) {
        for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, stringWidth(cell));
    }
    const lines = rows.map((row) =>
        row
            .map((cell, column) => {
                const blanks = ' '.repeat(widths[column] - stringWidth(cell));
                return column >= rightFrom ? `${blanks}${cell}` : `${cell}${blanks}`;
            })
            .join('  ')
            .trimEnd(),
    );
    return lines.join('\n');
}

/** `1 rep`, `2 reps`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
    return `${count} ${count === 1 ? one : many}`;
}
