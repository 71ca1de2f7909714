// Two territories of even work around two homes, drawn as GeoJSON, and a new lead that finds its rep.

import { scoreAccounts } from 'beatplan/market';
import { accountUnits, assignLeads, designTerritories, territoryShapes } from 'beatplan/territory';
import { accounts, reps } from './small-market.mjs';

const units = accountUnits(accounts, scoreAccounts(accounts), { homes: reps.map((rep) => rep.home) });
const plan = designTerritories(units, {
    seeds: reps.map(({ id, home }) => ({ id, position: home })),
    balance: [{ measure: 'workload', tolerance: 0.15 }],
});
for (const { id, unitIds, deviations } of plan.territories) {
    console.log(`${id}: ${unitIds.length} accounts, work ${(100 * deviations.workload).toFixed(1)} % from even`);
}

const shapes = territoryShapes(plan, units);
console.log(shapes.features.map((feature) => `${feature.id}: ${feature.geometry.type}`).join(', '));

const [lead] = assignLeads([{ id: 'new-store', position: [-97.25, 32.76] }], { plan, units, shapes }, reps);
console.log(`${lead.leadId} goes to ${lead.repId} (${lead.rule})`);
