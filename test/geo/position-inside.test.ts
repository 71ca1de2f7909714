import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import { describe, expect, it } from 'vitest';
import { polygonArea, polygonCentroid, polygonContains, positionInside } from '../../src/geo/index.js';
import { boxRing } from './shapes.js';

describe('positionInside', () => {
    it('finds a place in every county of the United States, and in most of them the centroid', () => {
        const topology = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('us-atlas/counties-10m.json')), 'utf8'));
        const { features } = feature(topology, topology.objects.counties) as unknown as FeatureCollection<Polygon | MultiPolygon>;
        // Falls Church is a line there.
        const counties = features.filter(({ geometry }) => polygonArea(geometry) > 0);
        const moved = counties.filter(({ geometry }) => {
            const position = positionInside(geometry);
            expect(polygonContains(geometry, position)).toBe(true);
            return String(position) !== String(polygonCentroid(geometry));
        });
        expect(moved.length).toBeGreaterThan(5);
        expect(moved.length).toBeLessThan(0.01 * features.length);
    });

    it('finds one in any star with a hole, over the antimeridian too', () => {
        const radii = fc.array(fc.integer({ min: 4, max: 100 }), { minLength: 5, maxLength: 30 });
        fc.assert(
            fc.property(radii, fc.constantFrom(10, 180, -179.99), (lengths, west) => {
                const ring = (share: number): number[][] =>
                    [...lengths, lengths[0]].map((length, i) => {
                        const angle = (2 * Math.PI * (i % lengths.length)) / lengths.length;
                        const lng = west + share * length * 0.01 * Math.cos(angle);
                        return [
                            lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng,
                            50 + share * length * 0.01 * Math.sin(angle),
                        ];
                    });
                const star: Polygon = { type: 'Polygon', coordinates: [ring(1), ring(0.5)] };
                expect(polygonContains(star, positionInside(star))).toBe(true);
            }),
        );
    });

    it('chooses the largest part, and takes the middle of what is flat', () => {
        const islands: MultiPolygon = { type: 'MultiPolygon', coordinates: [[boxRing(0, 0, 1, 1)], [boxRing(5, 0, 7, 1)]] };
        expect(positionInside(islands)).toEqual([6, 0.5]);
        const flat: Polygon = { type: 'Polygon', coordinates: [boxRing(0, 1, 2, 1)] };
        expect(positionInside(flat)[0]).toBeCloseTo(1, 6);
    });
});
