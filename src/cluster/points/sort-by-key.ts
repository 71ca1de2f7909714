// Fewer keys than this are sorted faster by comparing them.
const FEW = 1024;
const DIGIT_BITS = 10;
const DIGITS = 1 << DIGIT_BITS;
const PASSES = 3;

/**
 * Indices of the keys in rising order of key, equal ones by index: many are sorted by their share of the largest, digit by digit, and those
 * that no digit tells apart by comparing them. O(n) for keys that lie spread, at most O(n log n).
 *
 * @param keys - >= 0, no NaN
 */
export function sortByKey(keys: Float64Array): Uint32Array {
    const n = keys.length;
    let order = new Uint32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    const compare = (a: number, b: number): number => (keys[a] === keys[b] ? a - b : keys[a] < keys[b] ? -1 : 1);
    if (n < FEW) return order.sort(compare);

    let largest = 0;
    for (let i = 0; i < n; i++) if (keys[i] > largest) largest = keys[i];
    const scale = largest > 0 ? (DIGITS ** PASSES - 1) / largest : 0;
    const parts = new Int32Array(n);
    for (let i = 0; i < n; i++) parts[i] = keys[i] * scale;
    let other = new Uint32Array(n);
    const counts = new Uint32Array(DIGITS);
    for (let shift = 0; shift < PASSES * DIGIT_BITS; shift += DIGIT_BITS) {
        counts.fill(0);
        for (let i = 0; i < n; i++) counts[(parts[i] >> shift) & (DIGITS - 1)]++;
        let sum = 0;
        for (let digit = 0; digit < DIGITS; digit++) {
            const here = counts[digit];
            counts[digit] = sum;
            sum += here;
        }
        for (let i = 0; i < n; i++) other[counts[(parts[order[i]] >> shift) & (DIGITS - 1)]++] = order[i];
        [order, other] = [other, order];
    }
    for (let from = 0; from < n; ) {
        let to = from + 1;
        let isLevel = true;
        for (; to < n && parts[order[to]] === parts[order[from]]; to++)
            if (keys[order[to]] !== keys[order[from]]) isLevel = false;
        // Of equal keys the digits have kept the order already.
        if (!isLevel) order.subarray(from, to).sort(compare);
        from = to;
    }
    return order;
}
