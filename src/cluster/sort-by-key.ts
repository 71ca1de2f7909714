// Fewer keys than this are sorted faster by comparing them.
const FEW = 4096;

/**
 * Indices of the keys in rising order of key, equal ones by index: many are sorted by the bits of the numbers, digit by digit. O(n).
 *
 * @param keys - from 0, no NaN
 */
export function sortByKey(keys: Float64Array): Uint32Array {
    const n = keys.length;
    let order = Uint32Array.from({ length: n }, (_, i) => i);
    if (n < FEW) return order.sort((a, b) => keys[a] - keys[b] || a - b);
    // The bits of numbers that are not negative rise with them; adding 0 turns -0 into 0.
    const digits = new Uint16Array(Float64Array.from(keys, (key) => key + 0).buffer);
    const isLittleEndian = new Uint16Array(Uint32Array.of(1).buffer)[0] === 1;
    let other = new Uint32Array(n);
    const counts = new Uint32Array(65536);
    for (let pass = 0; pass < 4; pass++) {
        const digit = isLittleEndian ? pass : 3 - pass;
        counts.fill(0);
        for (let i = 0; i < n; i++) counts[digits[4 * i + digit]]++;
        let sum = 0;
        for (let value = 0; value < 65536; value++) {
            const here = counts[value];
            counts[value] = sum;
            sum += here;
        }
        for (let i = 0; i < n; i++) other[counts[digits[4 * order[i] + digit]]++] = order[i];
        [order, other] = [other, order];
    }
    return order;
}
