// One page without scripts: the map before, the map after, and a table of what changes.

import { dissolveCells } from 'beatplan/geo';
import { albersMap, lines } from './albers-map.mjs';

// Light tints of Okabe and Ito's hues (Color Universal Design, 2008), so that lines and numbers stand out on them.
const COLORS = ['#9fc5e8', '#f6c779', '#8fd0b3', '#e3b3cf', '#e9e38a', '#e8a184', '#b9b3e0', '#c9c9c9'];

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const signed = new Intl.NumberFormat('en-US', { style: 'percent', minimumFractionDigits: 1, signDisplay: 'exceptZero' });

/**
 * @param counties - GeoJSON features with `name`, `state` and `population`
 * @param states - the lines between states
 * @param edges - pairs of counties that border on each other
 * @param outlines - features of the territories, of both plans
 * @param left - id of the territory whose rep leaves
 */
export function countyMapsPage({ counties, states, edges, before, after, outlines, left }) {
    const { moves } = after.changes;
    const project = albersMap(counties.map(({ geometry }) => geometry));
    const geometries = new Map(counties.map(({ id, geometry }) => [id, geometry]));
    const outline = (unitIds) => lines(dissolveCells(unitIds.map((id) => geometries.get(id))), project);
    const names = territoryNames(before, counties);
    const colors = colorTerritories(edges, [before, after]);

    const drawMap = (title, plan, features, marks) => {
        const areas = features.map(
            ({ id, geometry }) =>
                `<path class="territory" fill="${colors.get(id)}" d="${lines(geometry, project)}"><title>${names.get(id)}</title></path>`,
        );
        const numbers = plan.territories.map(({ id, center }) => {
            const [x, y] = project(center);
            return `<text x="${x}" y="${y}">${numberOf(id)}</text>`;
        });
        return `<figure><figcaption>${title}</figcaption><svg viewBox="0 0 ${project.width} ${project.height}" role="img">
            ${areas.join('')}<path class="state" d="${lines(states, project)}"/>${marks}${numbers.join('')}</svg></figure>`;
    };
    const mark = (kind, unitIds) => `<path class="${kind}" d="${outline(unitIds)}"/>`;
    const movedTo = (id, isFromLeft) =>
        moves.filter(({ from, to }) => to === id && (from === left) === isFromLeft).map(({ unitId }) => unitId);
    const marksAfter = after.territories.map(
        ({ id }) => mark('inherited', movedTo(id, true)) + mark('moved', movedTo(id, false)),
    );
    const leaving = before.territories.find(({ id }) => id === left);

    return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Territories of counties</title><style>${STYLE}</style>
<svg class="patterns" aria-hidden="true"><defs>${hatch('hatch', 45, '#1d2733')}${hatch('counter-hatch', -45, '#b00020')}</defs></svg>
<h1>A rep leaves, and the neighbours take over</h1>
<p>Territory ${names.get(left)} loses its rep. ${whole.format(leaving.unitIds.length)} counties get another rep for that reason, and
${whole.format(moves.length - leaving.unitIds.length)} more change hands so that work stays even. All others keep the rep whom they know.</p>
<p class="legend"><span class="key inherited"></span>from the rep who leaves <span class="key moved"></span>changes hands as well</p>
<div class="maps">
${drawMap(`Before: ${describePlan(before)}`, before, outlines.before, mark('inherited', leaving.unitIds))}
${drawMap(`After: ${describePlan(after)}`, after, outlines.after, marksAfter.join(''))}
</div>
${changeTable({ before, after, names, colors })}
</html>
`;
}

function describePlan({ territories, maxDeviation }) {
    return `${territories.length} territories, the work of each within ${(100 * maxDeviation).toFixed(1)} % of its share`;
}

function changeTable({ before, after, names, colors }) {
    const next = new Map(after.territories.map((territory) => [territory.id, territory]));
    const count = (id, side) => after.changes.moves.filter((move) => move[side] === id).length;
    const figures = (territory) => {
        if (territory === undefined) return '<td colspan="4" class="gone">ends</td>';
        const { unitIds, measures, deviations } = territory;
        const cells = [unitIds.length, measures.population, measures.workload].map((value) => whole.format(value));
        return [...cells, signed.format(deviations.workload)].map((cell) => `<td>${cell}</td>`).join('');
    };
    const rows = before.territories.map((territory) => {
        const { id } = territory;
        const [gained, lost] = [count(id, 'to'), count(id, 'from')];
        const row = `<tr><th scope="row"><span class="key" style="background:${colors.get(id)}"></span>${names.get(id)}</th>
            ${figures(territory)}${figures(next.get(id))}<td>${gained || ''}</td><td>${lost || ''}</td></tr>`;
        return { row, changes: gained + lost > 0 };
    });
    const columns = '<th>counties</th><th>population</th><th>hours</th><th>off</th>';
    const section = (title, changes) => `<tbody><tr><th colspan="11" class="section">${title}</th></tr>
        ${rows
            .filter((entry) => entry.changes === changes)
            .map(({ row }) => row)
            .join('\n')}</tbody>`;
    return `<div class="figures"><table><thead><tr><th></th><th colspan="4">before</th><th colspan="4">after</th><th colspan="2">counties</th></tr>
        <tr><th>territory</th>${columns}${columns}<th>gained</th><th>lost</th></tr></thead>
        ${section('Territories that change', true)}${section('Territories that stay as they are', false)}</table></div>
        <p class="note">Hours in four weeks: 45 minutes with a customer for every 50,000 people, and an hour on the road for every
        2,500 km². Off: more or less than an equal share of the hours.</p>`;
}

const numberOf = (id) => id.replace('territory-', '');

/** Territories by number and by their county with the most people. */
function territoryNames({ territories }, counties) {
    const properties = new Map(counties.map((county) => [county.id, county.properties]));
    return new Map(
        territories.map(({ id, unitIds }) => {
            const [{ name, state }] = unitIds.map((unitId) => properties.get(unitId)).sort((a, b) => b.population - a.population);
            return [id, `${numberOf(id)} ${name}, ${state}`];
        }),
    );
}

/** Colours that hold on both maps: territories that touch on either differ, the one with most colours around it first. */
function colorTerritories(edges, plans) {
    const neighbours = new Map(plans.flatMap(({ territories }) => territories.map(({ id }) => [id, new Set()])));
    for (const { territories } of plans) {
        const home = new Map(territories.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id])));
        for (const [a, b] of edges.map((edge) => edge.map((unitId) => home.get(unitId)))) {
            if (a === b) continue;
            neighbours.get(a).add(b);
            neighbours.get(b).add(a);
        }
    }
    const colors = new Map();
    const around = (id) =>
        new Set([...neighbours.get(id)].map((other) => colors.get(other)).filter((color) => color !== undefined));
    while (colors.size < neighbours.size) {
        const [next] = [...neighbours.keys()].filter((id) => !colors.has(id)).sort((a, b) => around(b).size - around(a).size);
        const taken = around(next);
        colors.set(
            next,
            COLORS.find((color) => !taken.has(color)),
        );
    }
    return colors;
}

function hatch(id, angle, color) {
    return `<pattern id="${id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(${angle})">
        <path d="M0 0V5" stroke="${color}" stroke-width="1.6"/></pattern>`;
}

const STYLE = `
body { margin: 24px auto; max-width: 1720px; padding: 0 20px; font: 15px/1.5 system-ui, sans-serif; color: #1d2733; background: #fff; }
h1 { font-size: 24px; margin: 0; }
p { max-width: 90ch; margin: 8px 0; }
.maps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(560px, 100%), 1fr)); gap: 16px; }
.patterns { position: absolute; width: 0; height: 0; }
figure { margin: 0; }
figcaption { font-weight: 600; }
.maps svg { width: 100%; display: block; }
.territory { stroke: #1d2733; stroke-width: 1.1; stroke-linejoin: round; }
.territory:hover { fill-opacity: 0.6; }
.state { fill: none; stroke: #1d2733; stroke-width: 0.8; stroke-opacity: 0.3; pointer-events: none; }
svg .inherited { fill: url(#hatch); stroke: #1d2733; stroke-width: 0.6; pointer-events: none; }
svg .moved { fill: url(#counter-hatch); stroke: #b00020; stroke-width: 1.4; pointer-events: none; }
svg text { font: 700 14px system-ui, sans-serif; text-anchor: middle; dominant-baseline: central; fill: #1d2733;
    stroke: #fff; stroke-width: 3.5; stroke-linejoin: round; paint-order: stroke; pointer-events: none; }
.key { display: inline-block; width: 14px; height: 14px; margin-right: 8px; border: 1px solid #1d2733; vertical-align: -2px; }
.key.inherited { background: repeating-linear-gradient(135deg, #1d2733 0 1.5px, #fff 1.5px 5px); }
.key.moved { background: repeating-linear-gradient(45deg, #b00020 0 1.5px, #fff 1.5px 5px); border-color: #b00020; margin-left: 16px; }
.figures { overflow-x: auto; margin-top: 20px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 12px; text-align: right; border-bottom: 1px solid #e2e6ea; }
thead tr:first-child th { text-align: center; border: 0; }
th:first-child { text-align: left; }
th[scope] { font-weight: 400; white-space: nowrap; }
.section { padding-top: 12px; }
.gone { text-align: center; color: #b00020; }
.note { color: #55606b; }
`;
