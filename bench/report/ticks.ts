/** Round numbers (1, 2 or 5 times a power of ten) that divide a linear axis into about `count` parts; they enclose both ends. */
export function linearTicks(low: number, high: number, count: number = 6): number[] {
    if (!(high > low)) return linearTicks(low - 0.5, low + 0.5, count);
    const rough = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9))! * power;
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
}

/** 1, 2 and 5 times powers of ten, or the powers alone where they are many, that enclose both ends of a logarithmic axis. */
export function logarithmicTicks(low: number, high: number): number[] {
    const firstPower = Math.floor(Math.log10(low) + 1e-9);
    // One power more, so that low = high = 1 has an axis as well.
    const lastPower = Math.max(firstPower + 1, Math.ceil(Math.log10(high) - 1e-9));
    const factors = lastPower - firstPower > 3 ? [1] : [1, 2, 5];
    const ticks: number[] = [];
    for (let power = firstPower; power <= lastPower; power++)
        for (const factor of factors) ticks.push(tidy(factor * 10 ** power));
    const first = ticks.filter((tick) => tick <= low * (1 + 1e-9)).length - 1;
    const last = ticks.findIndex((tick) => tick >= high * (1 - 1e-9));
    return ticks.slice(first, Math.max(last, first + 1) + 1);
}

// Multiples of 0.1 and the like carry noise.
function tidy(value: number): number {
    return Number(value.toPrecision(15));
}
