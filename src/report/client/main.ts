import type { ReportData } from '../report-data.js';
import { showAccounts } from './accounts-tab.js';
import { byId } from './dom.js';
import { formatNumberOf, formatPeriod } from './format.js';
import { showHeadline } from './headline.js';
import { MapView } from './map-view.js';
import { buildPanel } from './panel.js';
import { preparePrinting } from './printing.js';
import { type Report, readReport } from './report.js';
import { showRoutes } from './routes-tab.js';
import { SelectionStore } from './selection.js';
import { showTerritories } from './territories-tab.js';
import { showUnscheduled } from './unscheduled-tab.js';

function describePlan({ data, reps, accounts }: Report): string {
    const counts = [
        formatNumberOf(data.weeks, 'week'),
        formatNumberOf(reps.length, 'rep'),
        formatNumberOf(accounts.length, 'account'),
    ];
    return [formatPeriod(data.start, data.weeks), ...counts].join(' · ');
}

const report = readReport(JSON.parse(byId('beatplan-data').textContent ?? '') as ReportData);
const store = new SelectionStore(report);
byId('subtitle').textContent = describePlan(report);
showHeadline(byId('headline'), report);
const map = new MapView(byId('map'), report, store);
const bodies = buildPanel(byId('panel'), report, store);
showTerritories(bodies.territories, report, store);
showRoutes(bodies.routes, report, store, map);
showAccounts(bodies.accounts, report, store, map);
showUnscheduled(bodies.unscheduled, report, store, map);
preparePrinting(map);
