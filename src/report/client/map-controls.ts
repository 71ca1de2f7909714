import { Control, DomEvent, type Map as LeafletMap, TileLayer } from 'leaflet';
import type { ReportData } from '../report-data.js';
import { element } from './dom.js';
import type { Report } from './report.js';
import { TIER_RADIUS } from './theme.js';

type Corner = 'topleft' | 'topright' | 'bottomleft' | 'bottomright';

/** Zoom buttons, a button that shows the whole selection again, and the switch for online tiles where they were given. */
export function addMapButtons(
    map: LeafletMap,
    tiles: ReportData['tiles'],
    showSelection: () => void,
    onTiles: (isOn: boolean) => void,
): void {
    const zoomIn = mapButton('+', 'Zoom in', () => map.zoomIn());
    const zoomOut = mapButton('−', 'Zoom out', () => map.zoomOut());
    const fit = mapButton('⤢', 'Show the whole selection', showSelection);
    addControl(map, 'topleft', element('div', { class: 'map-buttons' }, zoomIn, zoomOut, fit));
    if (tiles === undefined) return;
    const layer = new TileLayer(tiles.url, { maxZoom: 18, opacity: 0.9 });
    // Leaflet writes attributions as markup; a text node gives the escaped form of any text.
    const attribution = element('span', {}, tiles.attribution).innerHTML;
    const toggle = element('button', { type: 'button', class: 'map-toggle', 'aria-pressed': 'false' }, 'Online map');
    toggle.addEventListener('click', () => {
        const isOn = toggle.getAttribute('aria-pressed') !== 'true';
        toggle.setAttribute('aria-pressed', String(isOn));
        if (isOn) layer.addTo(map);
        else layer.remove();
        onTiles(isOn);
        if (isOn) map.attributionControl?.addAttribution(attribution);
        else map.attributionControl?.removeAttribution(attribution);
    });
    addControl(map, 'topright', toggle);
}

/** Tells what size and shape of a mark mean. */
export function addLegend(map: LeafletMap, { accounts }: Report): void {
    if (accounts.length === 0) return;
    const tiers = [...new Set(accounts.map(({ tier }) => tier))].sort();
    const legend = element('div', { class: 'legend' }, element('span', { class: 'legend-title' }, 'Tier'));
    for (const tier of tiers) {
        const dot = element('span', { class: 'legend-dot' });
        const size = `${(TIER_RADIUS[tier] ?? 3) * 2}px`;
        dot.style.width = size;
        dot.style.height = size;
        legend.append(element('span', { class: 'legend-item' }, dot, tier));
    }
    addControl(map, 'bottomleft', legend);
}

function mapButton(sign: string, title: string, act: () => void): HTMLElement {
    return element('button', { type: 'button', class: 'map-button', title, 'aria-label': title, onclick: act }, sign);
}

function addControl(map: LeafletMap, position: Corner, content: HTMLElement): void {
    const corner = new Control({ position });
    corner.onAdd = () => {
        DomEvent.disableClickPropagation(content);
        DomEvent.disableScrollPropagation(content);
        return content;
    };
    corner.addTo(map);
}
