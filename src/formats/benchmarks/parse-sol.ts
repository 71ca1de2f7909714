import { assertArguments, IssueCollector } from '../../core/index.js';
import type { RoutePlan } from '../../routing/index.js';
import { textSchema } from '../tables/check-arguments.js';
import { dayVisitId, type Instance, instanceSchema } from './instance.js';
import { parseDecimal, splitLines, type TextLine } from './instance-lines.js';
import { routeLabel } from './write-sol.js';

// What solvers and collections add around the routes (as SINTEF's for VRPTW do above them); it says nothing of them.
const REMARK = /^(?:(?:solver|time|date|authors?|comment|reference|instance(?: name)?)\b.*|solution:?)$/i;

/**
 * Reads a solution file in the form that {@link writeSol} writes, CVRPLIB's and SINTEF's.
 *
 * @param text - the file; capitals do not matter, and a missing last line is no fault
 * @param instance - what it answers
 * @returns the routes in file order, without empty ones: evaluate or check them, or hand them in as a warm start; a customer on a day of
 * none of its patterns is the id of no visit
 * @throws BeatplanError `invalid-input` with a `malformed-solution` issue for each line that cannot be read, each unknown
 * customer and each that is served twice (on one day, where there are several)
 *
 * @example
 * ```ts
 * const { feasible, cost } = evaluate(instance.problem, parseSol(text, instance));
 * ```
 */
export function parseSol(text: string, instance: Instance): RoutePlan[] {
    assertArguments('the call', { text: textSchema, instance: instanceSchema }, { text, instance });
    const collector = new IssueCollector();
    const plans: RoutePlan[] = [];
    const labels = new Map(instance.fleet.map((entry) => [routeLabel(instance, entry), entry]));
    const servedOn = new Map<string, number>();
    const fail = (line: TextLine, message: string, received: string, expected: string): void => {
        collector.add('malformed-solution', [`line ${line.number}`], message, { received, expected });
    };
    let hasValue = false;
    for (const line of splitLines(text)) {
        const value = /^(cost|score)\s*:?\s*(\S+)$/i.exec(line.text);
        if (value !== null && !hasValue) {
            hasValue = true;
            if (Number.isNaN(parseDecimal(value[2]))) fail(line, 'the value is not a number', value[2], 'a number');
            continue;
        }
        if (REMARK.test(line.text)) continue;
        const route = /^route\s*#?\s*\d+\s*([^:]*):(.*)$/i.exec(line.text);
        if (route === null || hasValue) {
            fail(
                line,
                hasValue ? 'stands after the value' : 'is neither a route nor a value',
                line.text,
                "'Route #1: 3 7 12', or 'Cost 784' last",
            );
            continue;
        }
        const label = route[1].trim().toLowerCase().split(/\s+/).join(' ');
        const entry = labels.get(label === '' ? '' : ` ${label}`);
        if (entry === undefined) {
            const known = [...labels.keys()].map((each) => `'Route #1${each}:'`);
            fail(
                line,
                'unknown depot, day or vehicle of the instance',
                line.text,
                `${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''}`,
            );
        }
        const visitIds: string[] = [];
        for (const token of route[2].split(/\s+/)) {
            if (token === '') continue;
            const customer = /^\d+$/.test(token) ? Number(token) : 0;
            if (customer < 1 || customer > instance.customers) {
                fail(line, 'names a customer that the instance does not have', token, `1 to ${instance.customers}`);
                continue;
            }
            const key = `${customer} ${entry?.day ?? ''}`;
            const before = servedOn.get(key);
            if (before !== undefined)
                fail(line, `customer ${customer} is served on line ${before} already`, token, 'each customer once');
            else {
                servedOn.set(key, line.number);
                const id = String(customer);
                visitIds.push(entry?.day === undefined ? id : dayVisitId(id, entry.day));
            }
        }
        if (visitIds.length > 0 && entry !== undefined) plans.push({ vehicleId: entry.vehicleId, visitIds });
    }
    collector.throwIfAny('The solution');
    return plans;
}
