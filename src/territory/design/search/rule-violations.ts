import { measureOf } from '../../model/measure.js';
import type { TerritoryViolation } from '../../model/territory-plan.js';
import type { Measures } from '../../model/unit.js';
import { findWork } from '../../workload/checked-work.js';
import type { CheckedDesign } from '../check-design.js';
import { EXCESS_EPSILON } from './instance.js';

/** Units that a territory's rep cannot serve within a day, though another could. */
export function findOutOfReach(
    { work, units, territoryIds, frozen, locks }: CheckedDesign,
    territory: number,
    members: readonly number[],
): TerritoryViolation[] {
    if (work === undefined || frozen[territory] === 1) return [];
    const territoryId = territoryIds[territory];
    return members
        .filter((i) => work.offsets[i] < work.offsets[i + 1] && findWork(work, i, territory) === -1)
        .map((i) => {
            const best = territoryIds[work.territories[work.offsets[i]]];
            const message = `unit ${units[i].id} is out of reach of its rep within a day or asks for what he cannot do; ${best} could serve it.`;
            const cause = locks[i] === territory ? 'locks' : 'contiguity';
            return { code: 'out-of-reach', territoryId, excess: 1, cause, message };
        });
}

/** What a territory breaks of limits, forbidden places and units kept apart. */
export function findBrokenRules(
    design: CheckedDesign,
    territory: number,
    members: readonly number[],
    measures: Measures,
): TerritoryViolation[] {
    if (design.frozen[territory] === 1) return [];
    return [...findBrokenLimits(design, territory, measures), ...findForbidden(design, territory, members)];
}

function findBrokenLimits(design: CheckedDesign, territory: number, measures: Measures): TerritoryViolation[] {
    const violations: TerritoryViolation[] = [];
    for (const { measure, min = 0, max = Number.POSITIVE_INFINITY } of design.limits) {
        const amount = measures[measure] ?? 0;
        const excess = Math.max(min - amount, amount - max);
        if (excess <= EXCESS_EPSILON * Math.max(1, amount)) continue;
        let total = 0;
        for (const unit of design.units) total += measureOf(unit, measure);
        const { length } = design.territoryIds;
        const isShort = amount < min;
        const cannotBe = isShort ? min * length > total : max * length < total;
        const bound = isShort ? `less than the ${min} that it must have` : `more than the ${max} that it may have`;
        const why = cannotBe
            ? `all ${length} territories together have ${total}`
            : 'no exchange with its neighbours was found that keeps every limit';
        violations.push({
            code: 'limit-not-met',
            territoryId: design.territoryIds[territory],
            measure,
            excess,
            cause: cannotBe ? 'total' : 'contiguity',
            message: `${measure} is ${amount}, ${bound}: ${why}.`,
        });
    }
    return violations;
}

function findForbidden(design: CheckedDesign, territory: number, members: readonly number[]): TerritoryViolation[] {
    const inside = new Set(members);
    const { forbidden, disjoint, units } = design;
    const violations: TerritoryViolation[] = [];
    const report = (message: string): void => {
        const territoryId = design.territoryIds[territory];
        violations.push({ code: 'forbidden-together', territoryId, excess: 1, cause: 'contiguity', message });
    };
    for (let at = 0; at < forbidden.length; at += 2) {
        if (forbidden[at + 1] === territory && inside.has(forbidden[at])) {
            report(`unit ${units[forbidden[at]].id} lies in it, though that is forbidden: no other territory could take it.`);
        }
    }
    for (let at = 0; at < disjoint.length; at += 2) {
        if (!inside.has(disjoint[at]) || !inside.has(disjoint[at + 1])) continue;
        const pair = `${units[disjoint[at]].id} and ${units[disjoint[at + 1]].id}`;
        report(`units ${pair} lie in it together: no other territory could take one of them.`);
    }
    return violations;
}
