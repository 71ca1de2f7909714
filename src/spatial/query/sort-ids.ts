const SHORT = 16;
// Deeper than any division of at most 2^31 numbers: the smaller side is divided first.
const STACK: Int32Array = new Int32Array(128);

/** Sorts the first `size` numbers, rising, in place and without allocation. About O(n log n) */
export function sortIds(ids: Int32Array, size: number): void {
    let depth = 0;
    let from = 0;
    let to = size - 1;
    for (;;) {
        while (to - from >= SHORT) {
            const split = partition(ids, from, to);
            if (split - from < to - split) {
                STACK[depth++] = split + 1;
                STACK[depth++] = to;
                to = split;
            } else {
                STACK[depth++] = from;
                STACK[depth++] = split;
                from = split + 1;
            }
        }
        insertionSort(ids, from, to);
        if (depth === 0) return;
        to = STACK[--depth];
        from = STACK[--depth];
    }
}

/** Hoare's: everything up to the returned place is no greater than what follows. */
function partition(ids: Int32Array, from: number, to: number): number {
    const middle = (from + to) >>> 1;
    const a = ids[from];
    const b = ids[middle];
    const c = ids[to];
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
    let i = from - 1;
    let j = to + 1;
    for (;;) {
        do i++;
        while (ids[i] < pivot);
        do j--;
        while (ids[j] > pivot);
        if (i >= j) return j;
        const swapped = ids[i];
        ids[i] = ids[j];
        ids[j] = swapped;
    }
}

function insertionSort(ids: Int32Array, from: number, to: number): void {
    for (let i = from + 1; i <= to; i++) {
        const id = ids[i];
        let at = i - 1;
        while (at >= from && ids[at] > id) {
            ids[at + 1] = ids[at];
            at--;
        }
        ids[at + 1] = id;
    }
}
