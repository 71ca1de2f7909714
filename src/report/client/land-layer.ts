import { Canvas, LayerGroup, type Map as LeafletMap, type Path, Polygon, Polyline } from 'leaflet';
import { merge, mesh } from 'topojson-client';
import type { GeometryCollection, MultiPolygon, Topology } from 'topojson-specification';
import type { Outlines, ReportData } from '../report-data.js';
import { unwrapLine } from '../ring.js';
import type { Theme } from './theme.js';

// How far a reader may look past the view before the land ends.
const MARGIN = 40;

type LatLngPair = [lat: number, lng: number];

/**
 * The land: below the territories as ground, and once more above them as a mask, so that territories end at the coasts and borders of
 * the countries that the accounts lie in, whatever area their outlines cover. Nothing of it takes clicks.
 */
export class LandLayer {
    private readonly map: LeafletMap;
    private readonly ground: Polygon[] = [];
    private readonly innerLines: Polyline[] = [];
    private readonly mask: LayerGroup = new LayerGroup();
    private readonly sea: Polygon[] = [];
    private readonly others: Polygon[] = [];
    private readonly coasts: Polyline[] = [];

    /** @param renderer - the canvas of the territories, which the mask joins */
    constructor(map: LeafletMap, { countries, states }: Outlines, view: ReportData['view'], renderer: Canvas) {
        this.map = map;
        map.createPane('land').style.zIndex = '150';
        const below = {
            renderer: new Canvas({ padding: 0.5, pane: 'land' }),
            pane: 'land',
            interactive: false,
            smoothFactor: 0.6,
        };
        const above = { renderer, interactive: false, smoothFactor: 0.6 };
        const shores: LatLngPair[][] = [];
        for (const turn of turnsAround(view)) {
            const home = [...dissolve(countries, 'home', turn), ...(states === undefined ? [] : dissolve(states, 'home', turn))];
            const others = dissolve(countries, 'others', turn);
            for (const polygon of [...home, ...others]) this.ground.push(new Polygon(polygon, { ...below, stroke: false }));
            this.innerLines.push(new Polyline(innerBorders(states ?? countries, 'home', turn), { ...below, weight: 1 }));
            shores.push(...home.flat());
            for (const polygon of others) this.others.push(new Polygon(polygon, { ...above, stroke: false }));
            const coasts = [...home, ...others].flat();
            this.coasts.push(new Polyline([...coasts, ...innerBorders(countries, 'others', turn)], { ...above, weight: 1 }));
        }
        // Holes in one large area: by the even-odd rule their lakes are sea again.
        if (shores.length > 0) this.sea.push(new Polygon([wholePlane(), ...shores], { ...above, stroke: false }));
        for (const layer of [...this.ground, ...this.innerLines]) layer.addTo(map);
        for (const layer of [...this.sea, ...this.others, ...this.coasts]) this.mask.addLayer(layer);
    }

    /** Covers what lies outside, or not: the mask would hide online tiles. */
    showMask(isShown: boolean): void {
        if (isShown) this.mask.addTo(this.map);
        else this.mask.remove();
    }

    /** Puts the mask above all that was drawn before. */
    bringMaskToFront(): void {
        if (!this.map.hasLayer(this.mask)) return;
        this.mask.eachLayer((layer) => (layer as Path).bringToFront());
    }

    paint(theme: Theme): void {
        for (const polygon of [...this.ground, ...this.others]) polygon.setStyle({ fillColor: theme.land, fillOpacity: 1 });
        for (const polygon of this.sea) polygon.setStyle({ fillColor: theme.water, fillOpacity: 1 });
        for (const line of this.innerLines) line.setStyle({ color: theme.state });
        for (const line of this.coasts) line.setStyle({ color: theme.line });
    }
}

// Longitudes pass 180 where the accounts lie on both sides of the dateline; the land is drawn again there.
function turnsAround([west, , east]: ReportData['view']): number[] {
    const turns = [0];
    if (west - MARGIN < -180) turns.push(-360);
    if (east + MARGIN > 180) turns.push(360);
    return turns;
}

function wholePlane(): LatLngPair[] {
    return [
        [-89, -720],
        [-89, 720],
        [89, 720],
        [89, -720],
    ];
}

function dissolve(topology: Topology, name: string, turn: number): LatLngPair[][][] {
    const collection = topology.objects[name] as GeometryCollection | undefined;
    if (collection === undefined) return [];
    return merge(topology, collection.geometries as MultiPolygon[]).coordinates.map((rings) =>
        rings.map((ring) => toLatLngs(ring, turn)),
    );
}

function innerBorders(topology: Topology, name: string, turn: number): LatLngPair[][] {
    const collection = topology.objects[name] as GeometryCollection | undefined;
    if (collection === undefined) return [];
    const borders = mesh(topology, collection, (a, b) => a !== b);
    return borders.coordinates.map((line) => toLatLngs(line, turn));
}

function toLatLngs(line: readonly (readonly number[])[], turn: number): LatLngPair[] {
    return unwrapLine(line).map(([lng, lat]) => [lat, lng + turn]);
}
