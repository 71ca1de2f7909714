import { runSteps } from '../src/core/index.js';
import { contractSteps } from '../src/travel/road/contract.js';
import { manyToManySteps } from '../src/travel/road/many-to-many.js';

// A town-like grid: side x side junctions, some streets missing, avenues faster.
const side = Number(process.argv[2] ?? 447);
let s = 1;
const rnd = (): number => {
    s = (s * 48271) % 2147483647;
    return s / 2147483647;
};
const states = side * side;
const arcsAt: number[][] = Array.from({ length: states }, () => []);
const heads: number[] = [];
const weights: number[] = [];
const add = (a: number, b: number, avenue: boolean) => {
    const w = Math.round((avenue ? 60 : 140) * (0.7 + 0.6 * rnd())) * 100 * 2 ** 25 + 1000;
    arcsAt[a].push(heads.length);
    heads.push(b);
    weights.push(w);
    arcsAt[b].push(heads.length);
    heads.push(a);
    weights.push(w);
};
for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
        const i = y * side + x;
        if (x + 1 < side && (y % 8 === 0 || rnd() < 0.8)) add(i, i + 1, y % 8 === 0);
        if (y + 1 < side && (x % 8 === 0 || rnd() < 0.8)) add(i, i + side, x % 8 === 0);
    }
const arcOffsets = new Uint32Array(states + 1);
arcsAt.forEach((l, i) => {
    arcOffsets[i + 1] = arcOffsets[i] + l.length;
});
const network = {
    shapeOffsets: new Uint32Array(1),
    shape: new Int32Array(0),
    weights: Float64Array.from(weights),
    heads: Int32Array.from(heads),
    arcOffsets,
    arcs: Int32Array.from(arcsAt.flat()),
};
const cpu = () => {
    const u = process.cpuUsage();
    return (u.user + u.system) / 1e6;
};
const a = cpu();
const h = runSteps(contractSteps(network));
console.log('states', states, 'built', (cpu() - a).toFixed(1), 's cpu; up', h.up.ends.length);
const ends = Array.from({ length: 300 }, () => [{ state: Math.floor(rnd() * states), weight: 0, arc: 0 }]);
for (let k = 0; k < 3; k++) {
    const b = cpu();
    runSteps(manyToManySteps(h, ends, ends));
    console.log('300x300', (cpu() - b).toFixed(3));
}
