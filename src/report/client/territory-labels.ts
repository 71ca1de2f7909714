import { DivIcon, LatLngBounds, type LayerGroup, type Map as LeafletMap, Marker } from 'leaflet';
import type { TerritoryRow } from '../unpack.js';
import { element, paint } from './dom.js';
import type { Report } from './report.js';

const CHARACTER_WIDTH = 7;
const PADDING = 14;
const HEIGHT = 22;
const LONGEST = 22;
// A territory smaller than this, in pixels, keeps its name for the tooltip.
const LEAST_SIZE = 48;
// Among many territories, one that is much narrower than its name does so too.
const MANY = 20;
const LEAST_SHARE = 0.75;
// Pixels below the centre, in the order in which they are tried; the centre itself is where accounts crowd.
const SHIFTS = [-20, 20, -42, 42];

/** A box on the map by its middle, in pixels of the layer. */
interface PlacedBox {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/**
 * Writes names at the territories' centres, the chosen one and then the largest first; one that would cover another, or lie under the
 * legend and its like, gives way up or down, and is left out where that is not enough, until the reader zooms in.
 */
export function placeLabels(
    map: LeafletMap,
    group: LayerGroup,
    report: Report,
    territories: readonly TerritoryRow[],
    chosenRep: number,
): void {
    group.clearLayers();
    const counts = new Map<number, number>();
    for (const { territory } of report.accounts) counts.set(territory, (counts.get(territory) ?? 0) + 1);
    const rank = ({ index, rep }: TerritoryRow): number => (rep === chosenRep && rep >= 0 ? 1e9 : (counts.get(index) ?? 0));
    const ordered = [...territories].sort((a, b) => rank(b) - rank(a) || a.index - b.index);
    const placed: PlacedBox[] = controlBoxes(map);
    for (const territory of ordered) {
        const text = territory.name.length > LONGEST ? `${territory.name.slice(0, LONGEST - 1)}…` : territory.name;
        const isChosen = chosenRep >= 0 && territory.rep === chosenRep;
        const at: [number, number] = [territory.center[1], territory.center[0]];
        const { x, y } = map.latLngToLayerPoint(at);
        const width = text.length * CHARACTER_WIDTH + PADDING;
        const least = territories.length > MANY ? LEAST_SHARE * width : LEAST_SIZE;
        if (!isChosen && sizeOnMap(map, territory) < least) continue;
        const isFree = (shift: number): boolean =>
            placed.every(
                (other) =>
                    Math.abs(other.x - x) >= (other.width + width) / 2 ||
                    Math.abs(other.y - y - shift) >= (other.height + HEIGHT) / 2,
            );
        const shift = SHIFTS.find(isFree);
        if (shift === undefined) continue;
        placed.push({ x, y: y + shift, width, height: HEIGHT });
        const label = element('span', { class: 'territory-name' }, text);
        label.classList.toggle('is-chosen', isChosen);
        label.classList.toggle('is-faint', chosenRep >= 0 && !isChosen);
        paint(label, territory.color);
        const icon = new DivIcon({ className: 'territory-label', html: label, iconSize: [0, 0], iconAnchor: [0, -shift] });
        group.addLayer(new Marker(at, { icon, pane: 'labels', interactive: false, keyboard: false }));
    }
}

/** What lies over the map at its edges: legend, scale, buttons. */
function controlBoxes(map: LeafletMap): PlacedBox[] {
    const container = map.getContainer();
    const frame = container.getBoundingClientRect();
    return [...container.querySelectorAll('.leaflet-control')].flatMap((control): PlacedBox[] => {
        const { left, top, width, height } = control.getBoundingClientRect();
        if (width === 0 || height === 0) return [];
        const { x, y } = map.containerPointToLayerPoint([left - frame.left + width / 2, top - frame.top + height / 2]);
        return [{ x, y, width, height }];
    });
}

// The side of a square as large as the box around the territory.
function sizeOnMap(map: LeafletMap, { shape }: TerritoryRow): number {
    const corners = shape.flatMap(([outer]) => outer.map(([lng, lat]): [number, number] => [lat, lng]));
    if (corners.length === 0) return Number.POSITIVE_INFINITY;
    const bounds = new LatLngBounds(corners);
    const from = map.latLngToLayerPoint(bounds.getNorthWest());
    const to = map.latLngToLayerPoint(bounds.getSouthEast());
    return Math.sqrt((to.x - from.x) * (to.y - from.y));
}
