import { BeatplanError } from '../../core/index.js';

/** Numbers of cells in the box around an area that take seconds and fit into memory. */
const MOST_CELLS = 5_000_000;

/** Throws `invalid-input` if an area would be cut into more cells than fit into memory. */
export function assertCellCount(count: number, option: 'size' | 'resolution'): void {
    if (count <= MOST_CELLS) return;
    const expected = option === 'size' ? 'larger cells or a smaller area' : 'a lower resolution or a smaller area';
    const received = `${count.toPrecision(2)} cells`;
    const message = `cuts the area into more than ${MOST_CELLS} cells`;
    const issue = { code: 'out-of-range', path: ['options', 'cells', option], message, received, expected } as const;
    throw new BeatplanError('invalid-input', 'densityGrid has a problem:', [issue]);
}

/** The error for a name that is no cell of a layout. */
export function unknownCell(key: number | string): BeatplanError {
    const issue = {
        code: 'out-of-range',
        path: ['grid', 'keys'],
        message: 'hold what is no cell of the layout',
        received: key,
    } as const;
    return new BeatplanError('invalid-input', 'the grid has a problem:', [issue]);
}
