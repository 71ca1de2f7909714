import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type Instance, readInstance } from '../../src/formats/index.js';
import { validateProblem } from '../../src/routing/index.js';

const dir = process.env['BEATPLAN_DATA'];

interface Row {
    readonly file: string;
    readonly best: Record<string, string>;
    readonly instance: Instance;
}

/** Every instance of a folder with its line of bks.csv; both must have each other. */
function readFolder(folder: string, options: { routes?: number } = {}): Row[] {
    const path = join(dir ?? '', folder);
    const table = Papa.parse<Record<string, string>>(readFileSync(join(path, 'bks.csv'), 'utf8'), {
        header: true,
        skipEmptyLines: true,
    });
    const best = new Map(table.data.map((row) => [row['instance'], row]));
    const files = readdirSync(path).filter((file) => file !== 'bks.csv');
    expect(files.map((file) => file.replace(/\.\w+$/, '')).sort()).toEqual([...best.keys()].sort());
    return files.map((file) => {
        const name = file.replace(/\.\w+$/, '');
        const instance = readInstance(readFileSync(join(path, file), 'utf8'), { name, ...options });
        expect(instance.name).toBe(name);
        return { file, best: best.get(name) as Record<string, string>, instance };
    });
}

describe.skipIf(dir === undefined || dir === '')('every benchmark file', () => {
    it.each(['cvrp/X', 'cvrp/belgium', 'cvrp/small', 'cvrp/road'])('%s', (folder) => {
        for (const { best, instance } of readFolder(folder)) {
            expect(instance).toMatchObject({ format: 'vrplib', customers: Number(best['customers']), depots: 1, decimals: 0 });
            expect(instance.problem.vehicles).toHaveLength(1);
            expect(instance.problem.vehicles[0]).toMatchObject({
                capacity: [Number(best['capacity'])],
                count: instance.customers,
            });
            expect(instance.problem.travel?.kind).toBe(best['rounding'] === 'matrix' ? 'matrix' : 'euclidean');
            if (instance.customers <= 1000) expect(validateProblem(instance.problem)).toEqual([]);
        }
    });

    it('vrptw', () => {
        for (const { best, instance } of readFolder('vrptw')) {
            expect(instance).toMatchObject({ format: 'solomon', customers: Number(best['customers']) });
            expect(instance.problem.vehicles[0]).toMatchObject({
                capacity: [Number(best['capacity'])],
                count: Number(best['max_vehicles']),
            });
            expect(validateProblem(instance.problem)).toEqual([]);
        }
    });

    it('pdptw', () => {
        for (const { best, instance } of readFolder('pdptw')) {
            expect(instance).toMatchObject({ format: 'li-lim', customers: Number(best['nodes_without_depot']) });
            expect(instance.problem.vehicles[0]).toMatchObject({
                capacity: [Number(best['capacity'])],
                count: Number(best['max_vehicles']),
            });
            expect(instance.problem.shipments).toHaveLength(instance.customers / 2);
        }
    });

    it('mdvrp', () => {
        for (const { best, instance } of readFolder('mdvrp')) {
            expect(instance).toMatchObject({
                format: 'cordeau',
                customers: Number(best['customers']),
                depots: Number(best['depots']),
            });
            expect(instance.problem.vehicles).toHaveLength(instance.depots);
            const { capacity, count, maxDuration = 0 } = instance.problem.vehicles[0];
            expect([capacity, count, maxDuration]).toEqual([
                [Number(best['capacity'])],
                Number(best['vehicles_per_depot']),
                Number(best['max_duration(0=none)']),
            ]);
            expect(validateProblem(instance.problem)).toEqual([]);
        }
    });

    it('pvrp', () => {
        for (const { best, instance } of readFolder('pvrp')) {
            const days = Number(best['days']);
            expect(instance).toMatchObject({
                format: 'cordeau',
                customers: Number(best['customers']),
                days,
            });
            expect(instance.problem.vehicles).toHaveLength(days);
            expect(instance.problem.vehicles[0]).toMatchObject({
                count: Number(best['vehicles']),
                capacity: [Number(best['capacity'])],
            });
            for (const { frequency, patterns } of instance.periodic?.customers ?? []) {
                expect(patterns.length).toBeGreaterThan(0);
                for (const pattern of patterns) expect(pattern).toHaveLength(frequency);
            }
            expect(validateProblem(instance.problem)).toEqual([]);
        }
    });

    it('prize/pcvrptw', () => {
        for (const { best, instance } of readFolder('prize/pcvrptw')) {
            expect(instance.customers).toBe(Number(best['dimension(incl depots)']) - 1);
            expect(instance.problem.vehicles[0].count).toBeGreaterThanOrEqual(Number(best['routes']));
            // Serving no visit costs all prizes: more than the best known answer, less than ten times as much.
            const nothing = instance.problem.visits.reduce((sum, visit) => sum + (visit.prize ?? 0), 0);
            expect(nothing).toBeGreaterThan(Number(best['best_known']));
            expect(nothing).toBeLessThan(10 * Number(best['best_known']));
            expect(validateProblem(instance.problem)).toEqual([]);
        }
    });

    it('prize/op', () => {
        for (const { best, instance } of readFolder('prize/op')) {
            expect(instance).toMatchObject({
                format: 'chao',
                objective: 'score',
                customers: Number(best['nodes(0=start,1=end)']) - 2,
            });
            expect(instance.problem.vehicles[0]).toMatchObject({ maxDistance: Number(best['tmax']), count: 1 });
            expect(totalPrize(instance)).toBeGreaterThanOrEqual(Number(best['best_known']));
        }
    });

    it('prize/top', () => {
        for (const { best, instance } of readFolder('prize/top')) {
            expect(instance).toMatchObject({ format: 'chao', objective: 'score' });
            expect(instance.problem.vehicles[0]).toMatchObject({
                maxDistance: Number(best['tmax_per_vehicle']),
                count: Number(best['vehicles']),
            });
            expect(totalPrize(instance)).toBeGreaterThanOrEqual(Number(best['best_known']));
        }
    });

    it('prize/toptw', () => {
        for (const { file, best, instance } of readFolder('prize/toptw', { routes: 4 })) {
            expect(instance).toMatchObject({ format: 'toptw', objective: 'score', customers: Number(best['customers']) });
            expect(instance.problem.vehicles[0].count).toBe(4);
            const unnamed = readInstance(readFileSync(join(dir ?? '', 'prize/toptw', file), 'utf8'));
            expect(unnamed.problem.travel).toEqual(instance.problem.travel);
            expect(instance.convention).toContain(file.startsWith('pr') ? 'two decimals' : 'one decimal');
            expect(totalPrize(instance)).toBeGreaterThanOrEqual(Number(best['best_known_4_routes']));
        }
    });
});

function totalPrize(instance: Instance): number {
    return instance.problem.visits.reduce((sum, visit) => sum + (visit.prize ?? 0), 0);
}
