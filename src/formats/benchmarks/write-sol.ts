import { assertArguments, BeatplanError, finite, list, loose, type Schema, text } from '../../core/index.js';
import type { RoutePlan, Solution } from '../../routing/index.js';
import {
    customerOf,
    type FleetEntry,
    type Instance,
    instanceSchema,
    instanceValue,
    roundValue,
    type ValuedRoutes,
} from './instance.js';

const valuedSchema: Schema = loose({
    routes: list(loose({ vehicleId: text(), visitIds: list(text()) })),
    value: finite(),
});
const solutionSchema: Schema = loose({
    routes: list(loose({ vehicleId: text(), stops: list(loose({ visitId: text() })) })),
    cost: finite(),
    prize: finite(),
});

function answerOf(answer: unknown): Schema {
    return typeof answer === 'object' && answer !== null && 'value' in answer ? valuedSchema : solutionSchema;
}

/**
 * Writes an answer in CVRPLIB's form: `Route #1: 3 7 12` a route, then `Cost 784` or `Score 320`.
 *
 * Where the instance has several depots or days, a route says which before its colon: `Route #3 depot 2 day 4: 7 12`; where
 * vehicles of one depot and day differ, also `vehicle 2`, counted within them.
 *
 * @param instance - what is answered
 * @param answer - a solution of `instance.problem`; or routes with the value that they have, where the instance has rules beyond
 * it
 * @returns the file's text, ending in a newline
 * @throws BeatplanError `unknown-id` for a vehicle that the instance does not have
 */
export function writeSol(instance: Instance, answer: Pick<Solution, 'routes' | 'cost' | 'prize'> | ValuedRoutes): string {
    assertArguments('the call', { instance: instanceSchema, answer: answerOf(answer) }, { instance, answer });
    const routes = 'value' in answer ? answer.routes : answer.routes.map(toPlan);
    const value = 'value' in answer ? roundValue(instance, answer.value) : instanceValue(instance, answer);
    const labels = new Map(instance.fleet.map((entry) => [entry.vehicleId, routeLabel(instance, entry)]));
    let text = '';
    let number = 0;
    for (const route of routes) {
        if (route.visitIds.length === 0) continue;
        const label = labels.get(route.vehicleId);
        if (label === undefined) {
            throw new BeatplanError('unknown-id', `The instance has no vehicle '${route.vehicleId}'.`, [
                {
                    code: 'unknown-id',
                    path: ['answer', 'routes', routes.indexOf(route), 'vehicleId'],
                    message: 'is no vehicle of the instance',
                },
            ]);
        }
        text += `Route #${++number}${label}: ${route.visitIds.map(customerOf).join(' ')}\n`;
    }
    return `${text}${instance.objective === 'score' ? 'Score' : 'Cost'} ${value}\n`;
}

function toPlan(route: Solution['routes'][number]): RoutePlan {
    return { vehicleId: route.vehicleId, visitIds: route.stops.map((stop) => stop.visitId) };
}

/** What a route says of its vehicle, with a leading space; empty if all vehicles are alike. */
export function routeLabel(instance: Instance, entry: FleetEntry): string {
    const depot = instance.depots > 1 ? ` depot ${entry.depot}` : '';
    const day = entry.day === undefined ? '' : ` day ${entry.day}`;
    const alike = instance.fleet.filter((other) => other.depot === entry.depot && other.day === entry.day);
    const vehicle = alike.length > 1 ? ` vehicle ${alike.indexOf(entry) + 1}` : '';
    return `${depot}${day}${vehicle}`;
}
