import type { MultiPolygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import states from 'us-atlas/states-10m.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import countries from 'world-atlas/countries-110m.json' with { type: 'json' };
import { type Position, polygonContains } from '../../src/geo/index.js';
import { countByArea, cropTopology, outlinesOf } from '../../src/report/outlines.js';
import { viewOf } from '../../src/report/view.js';

const CHICAGO: Position = [-87.63, 41.88];
const DENVER: Position = [-104.99, 39.74];
const TORONTO: Position = [-79.38, 43.65];
const MUNICH: Position = [11.58, 48.14];
const VIENNA: Position = [16.37, 48.21];
const HONOLULU: Position = [-157.86, 21.31];

function areas(topology: Topology, name: string): MultiPolygon[] {
    const collection = topology.objects[name] as GeometryCollection | undefined;
    return collection === undefined ? [] : feature(topology, collection).features.map(({ geometry }) => geometry as MultiPolygon);
}

function holds(topology: Topology | undefined, name: string, position: Position): boolean {
    return topology !== undefined && areas(topology, name).some((area) => polygonContains(area, position));
}

describe('countByArea', () => {
    it('counts what lies in each area, and nothing at sea', () => {
        const counts = countByArea(countries, 'countries', [CHICAGO, TORONTO, DENVER, MUNICH, [-40, 40]]);
        expect(Object.fromEntries(counts)).toEqual({ 840: 2, 124: 1, 276: 1 });
        expect(Object.fromEntries(countByArea(states, 'states', [CHICAGO, TORONTO, HONOLULU]))).toEqual({ 17: 1, 15: 1 });
    });
});

describe('outlinesOf', () => {
    it('gives states instead of the country within the United States', () => {
        const places = [CHICAGO, DENVER];
        const outlines = outlinesOf(places, viewOf(places));
        expect(holds(outlines.states, 'home', CHICAGO)).toBe(true);
        expect(holds(outlines.countries, 'home', CHICAGO) || holds(outlines.countries, 'others', CHICAGO)).toBe(false);
        expect(holds(outlines.countries, 'others', TORONTO)).toBe(true);
    });

    it('tells the countries with accounts from the others', () => {
        const { countries: land, states: none } = outlinesOf([MUNICH], viewOf([MUNICH]));
        expect(none).toBe(undefined);
        expect(holds(land, 'home', MUNICH)).toBe(true);
        expect(holds(land, 'home', VIENNA)).toBe(false);
        expect(holds(land, 'others', VIENNA)).toBe(true);
    });

    it('has no states where most places lie elsewhere', () => {
        const mixed = [CHICAGO, TORONTO, MUNICH];
        const { countries: land, states: none } = outlinesOf(mixed, viewOf(mixed));
        expect(none).toBe(undefined);
        expect(mixed.map((place) => holds(land, 'home', place))).toEqual([true, true, true]);
    });

    it('gives both sides of the dateline', () => {
        const fiji: readonly Position[] = [
            [177.9, -17.8],
            [-179.9, -16.8],
        ];
        const { countries: land } = outlinesOf(fiji, viewOf(fiji));
        expect(holds(land, 'home', [177.9, -17.8])).toBe(true);
        expect(holds(land, 'others', MUNICH)).toBe(false);
    });

    it('uses the coarse world for a wide view and keeps it light', () => {
        const wide: readonly Position[] = [MUNICH, [151.2, -33.9], [-58.4, -34.6]];
        const { countries: land } = outlinesOf(wide, viewOf(wide));
        expect(JSON.stringify(land).length).toBeLessThan(120_000);
        expect(holds(land, 'home', [135, -25])).toBe(true);
    });

    it('has a world for no places at all', () => {
        const { countries: land } = outlinesOf([], viewOf([]));
        expect(areas(land, 'others').length).toBeGreaterThan(100);
        expect(areas(land, 'home')).toEqual([]);
    });
});

describe('cropTopology', () => {
    it('keeps a polygon that holds the whole view, and its shape', () => {
        const inBrazil = cropTopology(countries, 'countries', [-53, -11, -52, -10], () => 'all');
        expect(areas(inBrazil, 'all')).toHaveLength(1);
        const brazil = (feature(countries, countries.objects['countries']) as GeoJSON.FeatureCollection).features.find(
            ({ id }) => id === '076',
        );
        expect(areas(inBrazil, 'all')[0].coordinates).toEqual([(brazil?.geometry as GeoJSON.Polygon).coordinates]);
        expect(inBrazil.arcs.length).toBeLessThan(20);
    });

    it('finds a view that runs past 180', () => {
        const russianEast = cropTopology(countries, 'countries', [182, 65, 186, 68], () => 'all');
        expect(holds(russianEast, 'all', [-175, 66.5])).toBe(true);
    });

    it('leaves out what is not wanted', () => {
        const none = cropTopology(countries, 'countries', [-53, -11, -52, -10], (id) => (id === '076' ? undefined : 'all'));
        expect(none.objects).toEqual({});
        expect(none.arcs).toEqual([]);
    });
});
