import {
    Canvas,
    CircleMarker,
    control,
    DivIcon,
    FeatureGroup,
    LatLngBounds,
    LayerGroup,
    Map as LeafletMap,
    type LeafletMouseEvent,
    Marker,
    Polygon,
    Polyline,
    Popup,
    SVG,
    Tooltip,
} from 'leaflet';
import type { Position } from '../../geo/index.js';
import { accountCard } from './account-card.js';
import { element, paint } from './dom.js';
import { formatNumberOf } from './format.js';
import { LandLayer } from './land-layer.js';
import { addLegend, addMapButtons } from './map-controls.js';
import { colorOfRep, findDay, type Report } from './report.js';
import type { Selection, SelectionStore } from './selection.js';
import { groupStops, stopLabel } from './stop-places.js';
import { placeLabels } from './territory-labels.js';
import { currentTheme, onThemeChange, type Theme, TIER_RADIUS } from './theme.js';

const FIT_PADDING = 36;
const CLOSEST_FIT = 12;
// Up to this many accounts, circles have room at any zoom.
const ROOMY_ACCOUNTS = 800;
const LEAST_SCALE = 0.55;
const SCALE_PER_ZOOM = 0.25;
// With more reps, all routes of a day at once need thinner lines.
const MANY_REPS = 15;

/** The map: land, territories and accounts on canvases, routes as lines with numbered stops above. */
export class MapView {
    private readonly map: LeafletMap;
    private readonly report: Report;
    private readonly store: SelectionStore;
    private readonly land: LandLayer;
    private readonly territories: { readonly index: number; readonly polygon: Polygon }[] = [];
    private readonly accounts: CircleMarker[] = [];
    private readonly routes: LayerGroup = new LayerGroup();
    private readonly stopMarkers: Marker[] = [];
    private readonly labels: LayerGroup = new LayerGroup();
    private readonly tooltip: Tooltip = new Tooltip({ direction: 'top', offset: [0, -6], opacity: 1 });
    private readonly unscheduled: ReadonlySet<number>;
    private theme: Theme = currentTheme();
    /** What had the focus before a card took it. */
    private opener: HTMLElement | undefined;
    /** Zoom that shows the whole plan. */
    private zoomOfAll: number = 0;

    constructor(container: HTMLElement, report: Report, store: SelectionStore) {
        this.report = report;
        this.store = store;
        this.unscheduled = new Set(report.unscheduled.map(({ account }) => account));
        this.map = new LeafletMap(container, {
            zoomControl: false,
            zoomSnap: 0.1,
            minZoom: 2,
            maxZoom: 18,
            wheelPxPerZoomLevel: 90,
            attributionControl: false,
        });
        const attribution = control.attribution({ prefix: 'Leaflet' }).addTo(this.map);
        attribution.addAttribution('Outlines: Natural Earth, US Census Bureau');
        // Layers can only be drawn on a map that has a view.
        this.fitAll();
        const renderer = new Canvas({ padding: 0.5, tolerance: 2 });
        this.land = new LandLayer(this.map, report.data.outlines, report.data.view, renderer);
        this.addTerritories(renderer);
        this.land.showMask(true);
        this.addAccounts(renderer);
        const routePane = this.map.createPane('routes');
        routePane.style.zIndex = '450';
        routePane.style.pointerEvents = 'none';
        const labelPane = this.map.createPane('labels');
        labelPane.style.zIndex = '550';
        labelPane.style.pointerEvents = 'none';
        this.routes.addTo(this.map);
        this.labels.addTo(this.map);
        addMapButtons(
            this.map,
            report.data.tiles,
            () => this.fitSelection(store.current),
            (isOn) => this.showTiles(isOn),
        );
        addLegend(this.map, report);
        const isMetric = report.data.distanceUnit === 'km';
        control.scale({ position: 'bottomright', metric: isMetric, imperial: !isMetric }).addTo(this.map);
        this.map.on('zoomend', () => {
            this.styleAccounts(store.current);
            this.drawLabels();
        });
        // Leaflet focuses the map on every click; the ring is for those who came by keyboard.
        container.addEventListener('pointerdown', () => container.classList.add('is-pointed'));
        container.addEventListener('blur', () => container.classList.remove('is-pointed'));
        document.addEventListener('keydown', (event) => {
            if (event.key === 'Escape') this.closeCard();
        });
        onThemeChange(() => this.restyle());
        this.draw(store.current);
        store.listen((selection, before) => {
            // What a card says belongs to the view in which it was opened.
            if (selection.tab !== before.tab || selection.rep !== before.rep || selection.day !== before.day)
                this.map.closePopup();
            this.draw(selection);
            const routeChanged = selection.tab === 'routes' && selection.rep >= 0 && selection.day !== before.day;
            if (selection.rep !== before.rep || selection.tab !== before.tab || routeChanged) this.fitSelection(selection);
        });
        this.fitSelection(store.current);
    }

    /** Takes over a new size or a new set of colours. */
    refresh(): void {
        this.map.invalidateSize({ animate: false });
        this.restyle();
        this.fitSelection(this.store.current);
    }

    /** Emphasises the stop with this number (from 0) of the shown day; -1 none. */
    emphasizeStop(stop: number): void {
        const active = this.stopMarkers[stop];
        for (const marker of this.stopMarkers) {
            marker.getElement()?.classList.toggle('is-active', marker === active);
            marker.setZIndexOffset(marker === active ? 10_000 : 0);
        }
    }

    /** Moves to an account and opens its card; a keyboard's event takes the focus there, and Escape brings it back. */
    showAccount(account: number, event?: Event): void {
        const at = toLatLng(this.report.accounts[account].position);
        if (!this.map.getBounds().pad(-0.1).contains(at)) this.map.panTo(at);
        const opener = event instanceof MouseEvent && event.detail === 0 ? event.currentTarget : undefined;
        this.openCard(account, opener instanceof HTMLElement ? opener : undefined);
    }

    private addTerritories(renderer: Canvas): void {
        const group = new FeatureGroup().addTo(this.map);
        for (const { index, shape } of this.report.territories) {
            if (shape.length === 0) continue;
            const polygon = new Polygon(
                shape.map((rings) => rings.map((ring) => ring.map(toLatLng))),
                { renderer, smoothFactor: 0.5, weight: 1.25 },
            );
            const count = this.report.accounts.filter((account) => account.territory === index).length;
            const name = element(
                'span',
                {},
                element('b', {}, this.report.territories[index].name),
                ` · ${formatNumberOf(count, 'account')}`,
            );
            polygon.bindTooltip(name, { sticky: true, direction: 'top', offset: [0, -8], opacity: 1 });
            this.territories.push({ index, polygon });
            group.addLayer(polygon);
            polygon.on('click', () => {
                const { rep } = this.report.territories[index];
                if (rep >= 0) this.store.select({ rep });
            });
        }
    }

    private addAccounts(renderer: Canvas): void {
        const group = new FeatureGroup();
        for (const { tier, position } of this.report.accounts) {
            const circle = new CircleMarker(toLatLng(position), {
                renderer,
                radius: TIER_RADIUS[tier] ?? 3,
                weight: 1,
                bubblingMouseEvents: false,
            });
            this.accounts.push(circle);
            group.addLayer(circle);
        }
        const indices = new Map(this.accounts.map((circle, index) => [circle as unknown, index]));
        const indexOf = (event: LeafletMouseEvent): number => indices.get(event.propagatedFrom) ?? 0;
        group.on('click', (event) => this.openCard(indexOf(event)));
        group.on('mouseover', (event) => {
            const account = this.report.accounts[indexOf(event)];
            this.tooltip
                .setLatLng(toLatLng(account.position))
                .setContent(element('span', {}, element('b', {}, account.name), ` · ${account.tier}`));
            this.map.openTooltip(this.tooltip);
        });
        group.on('mouseout', () => this.map.closeTooltip(this.tooltip));
        group.addTo(this.map);
    }

    // Whatever the mask covers, the accounts come above it.
    private showTiles(isOn: boolean): void {
        this.land.showMask(!isOn);
        for (const circle of this.accounts) circle.bringToFront();
    }

    private openCard(account: number, opener?: HTMLElement): void {
        const width = Math.min(280, this.map.getContainer().clientWidth - 80);
        const popup = new Popup({ maxWidth: width, minWidth: Math.min(220, width), offset: [0, -2], autoPanPadding: [24, 64] });
        const content = accountCard(
            this.report,
            account,
            (rep, day) => this.store.select({ tab: 'routes', rep, day }),
            (other) => this.openCard(other, opener ?? this.map.getContainer()),
        );
        this.opener = opener;
        popup.setLatLng(toLatLng(this.report.accounts[account].position)).setContent(content).openOn(this.map);
        if (opener !== undefined) content.focus({ preventScroll: true });
    }

    private closeCard(): void {
        this.map.closePopup();
        this.opener?.focus({ preventScroll: true });
        this.opener = undefined;
    }

    private restyle(): void {
        this.theme = currentTheme();
        this.draw(this.store.current);
    }

    private draw(selection: Selection): void {
        this.land.paint(this.theme);
        this.map.closeTooltip(this.tooltip);
        this.styleTerritories(selection);
        this.styleAccounts(selection);
        this.drawRoutes(selection);
        this.drawLabels();
    }

    private styleTerritories({ rep, tab }: Selection): void {
        const territory = this.report.reps[rep]?.territory ?? -1;
        let front: Polygon | undefined;
        for (const { index, polygon } of this.territories) {
            const color = this.theme.territories[this.report.territories[index].color];
            const isChosen = index === territory;
            const full = tab === 'territories' ? 0.3 : 0.14;
            polygon.setStyle({
                color,
                fillColor: color,
                fillOpacity: isChosen ? full * 0.8 : rep >= 0 ? full * 0.35 : full,
                opacity: isChosen ? 1 : rep >= 0 ? 0.35 : 0.8,
                weight: isChosen ? 2.25 : 1,
            });
            if (isChosen) front = polygon;
        }
        if (front !== undefined) {
            front.bringToFront();
            this.land.bringMaskToFront();
            for (const circle of this.accounts) circle.bringToFront();
        }
    }

    private styleAccounts({ rep, tab, day }: Selection): void {
        const { accounts, territories, reps } = this.report;
        const territory = reps[rep]?.territory ?? -1;
        const scale = this.circleScale();
        const isRouted = tab === 'routes' && rep >= 0 && findDay(this.report, rep, day) !== undefined;
        accounts.forEach((account, index) => {
            const color = territories[account.territory]?.color;
            const fillColor = color === undefined ? this.theme.muted : this.theme.territories[color];
            const isNear = rep < 0 || account.territory === territory;
            const isMissed = tab === 'unscheduled' && this.unscheduled.has(index);
            const isFaint = !isNear || isRouted || (tab !== 'territories' && rep < 0);
            this.accounts[index].setStyle({
                fillColor,
                fillOpacity: isMissed && isNear ? 1 : isFaint ? (isNear ? 0.5 : 0.22) : 0.92,
                color: isMissed ? this.theme.ink : this.theme.paper,
                opacity: isMissed ? (isNear ? 1 : 0.25) : isFaint ? 0.25 : 0.9,
                weight: isMissed ? 1.5 : 0.75,
            });
            const radius = (TIER_RADIUS[account.tier] ?? 3) * scale + (isMissed ? 1 : 0);
            if (this.accounts[index].getRadius() !== radius) this.accounts[index].setRadius(radius);
        });
    }

    // Thousands of accounts seen from afar get smaller circles, which grow as the reader comes nearer.
    private circleScale(): number {
        const steps = this.map.getZoom() - this.zoomOfAll;
        const density = Math.sqrt(ROOMY_ACCOUNTS / Math.max(1, this.report.accounts.length));
        return Math.min(1, Math.max(LEAST_SCALE, density + SCALE_PER_ZOOM * steps));
    }

    private drawRoutes({ tab, rep, day }: Selection): void {
        this.routes.clearLayers();
        this.stopMarkers.length = 0;
        if (tab !== 'routes') return;
        const { reps } = this.report;
        const isThin = rep < 0 && reps.length > MANY_REPS;
        for (const { index } of reps) {
            if (rep < 0 || rep === index) this.drawRoute(index, day, rep < 0, isThin);
        }
    }

    private drawRoute(rep: number, day: number, isOneOfMany: boolean, isThin: boolean): void {
        const row = findDay(this.report, rep, day);
        const home = toLatLng(this.report.reps[rep].home);
        const territoryColor = colorOfRep(this.report, rep);
        const color = territoryColor === undefined ? this.theme.ink : this.theme.territories[territoryColor];
        this.routes.addLayer(homeMarker(home, this.report.reps[rep].name, territoryColor, isOneOfMany));
        if (row === undefined) return;
        const stops = row.stops.map(({ account }) => toLatLng(this.report.accounts[account].position));
        const renderer = this.routeRenderer();
        const options = { renderer, pane: 'routes', interactive: false, smoothFactor: 0.5, lineJoin: 'round' } as const;
        const path = [home, ...stops, home];
        const weight = isOneOfMany ? (isThin ? 1.5 : 2.25) : 3;
        this.routes.addLayer(new Polyline(path, { ...options, color: this.theme.paper, weight: weight + 3, opacity: 0.85 }));
        this.routes.addLayer(new Polyline(path, { ...options, color, weight, className: 'route-line' }));
        if (isOneOfMany) return;
        for (const place of groupStops(this.report, row)) {
            const [first] = place;
            const names = place.map((stop) => `${stop + 1}. ${this.report.accounts[row.stops[stop].account].name}`);
            const marker = stopMarker(stops[first], stopLabel(place), names, territoryColor);
            marker.on('click', () => this.openCard(row.stops[first].account));
            for (const stop of place) this.stopMarkers[stop] = marker;
            this.routes.addLayer(marker);
        }
    }

    private renderer: SVG | undefined;

    private routeRenderer(): SVG {
        this.renderer ??= new SVG({ padding: 0.5, pane: 'routes' });
        return this.renderer;
    }

    private drawLabels(): void {
        const { tab, rep } = this.store.current;
        // Routes need the room that names would take.
        const isCrowded = tab === 'routes' && (rep >= 0 || this.report.reps.length > MANY_REPS);
        placeLabels(this.map, this.labels, this.report, isCrowded ? [] : this.report.territories, rep);
    }

    private fitAll(): void {
        const [west, south, east, north] = this.report.data.view;
        const bounds = new LatLngBounds([south, west], [north, east]);
        for (const { polygon } of this.territories) bounds.extend(polygon.getBounds());
        this.frame(bounds);
        this.zoomOfAll = this.map.getZoom();
    }

    private fitSelection({ tab, rep, day }: Selection): void {
        if (rep < 0) {
            this.fitAll();
            return;
        }
        const { accounts, reps } = this.report;
        const { home, territory } = reps[rep];
        const row = tab === 'routes' ? findDay(this.report, rep, day) : undefined;
        const places =
            row === undefined
                ? accounts.filter((account) => account.territory === territory && territory >= 0).map(({ position }) => position)
                : row.stops.map(({ account }) => accounts[account].position);
        const bounds = new LatLngBounds([...places, home].map(toLatLng));
        const shape = this.territories.find(({ index }) => index === territory)?.polygon;
        if (row === undefined && shape !== undefined) bounds.extend(shape.getBounds());
        this.frame(bounds);
    }

    private frame(bounds: LatLngBounds): void {
        this.map.fitBounds(bounds, { padding: [FIT_PADDING, FIT_PADDING], maxZoom: CLOSEST_FIT, animate: false });
    }
}

function toLatLng([lng, lat]: Position): [number, number] {
    return [lat, lng];
}

function stopMarker(at: [number, number], label: string, names: readonly string[], color: number | undefined): Marker {
    const html = element('span', { class: 'stop-number' }, label);
    paint(html, color);
    const icon = new DivIcon({ className: 'stop-marker', html, iconSize: [24, 24] });
    const marker = new Marker(at, { icon, riseOnHover: true, keyboard: false });
    const lines = names.map((name) => element('b', { class: 'tooltip-line' }, name));
    return marker.bindTooltip(element('span', {}, ...lines), {
        direction: 'top',
        offset: [0, -12],
        opacity: 1,
    });
}

function homeMarker(at: [number, number], name: string, color: number | undefined, isSmall: boolean): Marker {
    const html = element('span', { class: isSmall ? 'home-icon is-small' : 'home-icon' });
    paint(html, color);
    const size = isSmall ? 14 : 22;
    const icon = new DivIcon({ className: 'home-marker', html, iconSize: [size, size] });
    const marker = new Marker(at, { icon, keyboard: false, zIndexOffset: -1000 });
    return marker.bindTooltip(element('span', {}, `Home of ${name}`), { direction: 'top', offset: [0, -8], opacity: 1 });
}
