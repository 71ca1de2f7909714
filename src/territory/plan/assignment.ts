/**
 * Pairs rows with columns so that as many rows as possible are paired and, among those pairings, the costs sum to the least: the
 * assignment problem, solved by shortest augmenting paths (Jonker and Volgenant, 1987, doi:10.1007/BF02278710) without their
 * initialisation.
 *
 * @param costs - `rows × columns`, row by row; `Infinity` forbids a pair
 * @returns the column of each row, -1 if it has none; O(n² m) for the shorter side n
 */
export function assignLeastCost(costs: Float64Array, rows: number, columns: number): Int32Array {
    if (rows > columns) {
        const flipped = new Float64Array(costs.length);
        for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) flipped[j * rows + i] = costs[i * columns + j];
        const rowOfColumn = assignLeastCost(flipped, columns, rows);
        const columnOfRow = new Int32Array(rows).fill(-1);
        for (let j = 0; j < columns; j++) if (rowOfColumn[j] !== -1) columnOfRow[rowOfColumn[j]] = j;
        return columnOfRow;
    }
    // A forbidden pair costs more than any pairing of allowed ones, so that it is taken only where nothing else is left.
    let largest = 0;
    for (let at = 0; at < costs.length; at++)
        if (costs[at] < Number.POSITIVE_INFINITY) largest = Math.max(largest, Math.abs(costs[at]));
    const forbidden = 2 * (largest + 1) * (rows + 1);
    const rowPrice = new Float64Array(rows);
    const columnPrice = new Float64Array(columns + 1);
    const rowOfColumn = new Int32Array(columns + 1).fill(-1);
    const previous = new Int32Array(columns + 1);
    const slack = new Float64Array(columns + 1);
    const visited = new Uint8Array(columns + 1);
    for (let row = 0; row < rows; row++) {
        // The extra column `columns` is the start of the path.
        let column = columns;
        rowOfColumn[column] = row;
        slack.fill(Number.POSITIVE_INFINITY);
        visited.fill(0);
        do {
            visited[column] = 1;
            const current = rowOfColumn[column];
            let step = Number.POSITIVE_INFINITY;
            let next = -1;
            for (let j = 0; j < columns; j++) {
                if (visited[j] === 1) continue;
                const cost = Math.min(costs[current * columns + j], forbidden) - rowPrice[current] - columnPrice[j];
                if (cost < slack[j]) {
                    slack[j] = cost;
                    previous[j] = column;
                }
                if (slack[j] < step) {
                    step = slack[j];
                    next = j;
                }
            }
            for (let j = 0; j <= columns; j++) {
                if (visited[j] === 1) {
                    rowPrice[rowOfColumn[j]] += step;
                    columnPrice[j] -= step;
                } else slack[j] -= step;
            }
            column = next;
        } while (rowOfColumn[column] !== -1);
        while (column !== columns) {
            rowOfColumn[column] = rowOfColumn[previous[column]];
            column = previous[column];
        }
    }
    const columnOfRow = new Int32Array(rows).fill(-1);
    for (let j = 0; j < columns; j++) {
        const row = rowOfColumn[j];
        if (row !== -1 && costs[row * columns + j] < Number.POSITIVE_INFINITY) columnOfRow[row] = j;
    }
    return columnOfRow;
}
