import * as cluster from '../../src/cluster/index.js';
import * as formats from '../../src/formats/index.js';
import * as geo from '../../src/geo/index.js';
import * as market from '../../src/market/index.js';
import * as performance from '../../src/performance/index.js';
import * as planning from '../../src/planning/index.js';
import * as report from '../../src/report/index.js';
import * as routing from '../../src/routing/index.js';
import * as spatial from '../../src/spatial/index.js';
import * as territory from '../../src/territory/index.js';
import * as travel from '../../src/travel/index.js';
import { CLUSTER_EXAMPLES } from './catalogue/cluster.js';
import { FORMATS_EXAMPLES } from './catalogue/formats.js';
import { GEO_EXAMPLES } from './catalogue/geo.js';
import { MARKET_EXAMPLES } from './catalogue/market.js';
import { PLANNING_EXAMPLES } from './catalogue/planning.js';
import { PERFORMANCE_EXAMPLES, REPORT_EXAMPLES } from './catalogue/rooms.js';
import { ROUTING_EXAMPLES } from './catalogue/routing.js';
import { SPATIAL_EXAMPLES } from './catalogue/spatial.js';
import { OTHER_SPATIAL_FORMS } from './catalogue/spatial-forms.js';
import { OTHER_TERRITORY_FORMS, TERRITORY_EXAMPLES } from './catalogue/territory.js';
import { TRAVEL_EXAMPLES } from './catalogue/travel.js';

type AnyFunction = (...args: unknown[]) => unknown;
type MakeArguments = () => unknown[];

/** One public call with valid arguments. */
export interface PublicCall {
    /** `geo.bboxOf`, `spatial.PointIndex` (its constructor), `spatial.PointIndex.nearest`. */
    readonly name: string;
    /** Fresh valid arguments. */
    readonly makeArguments: MakeArguments;
    readonly run: (args: unknown[]) => unknown;
}

interface AnyClassExample {
    readonly create: MakeArguments;
    readonly prepare?: (instance: unknown) => void;
    readonly statics: Readonly<Record<string, MakeArguments>>;
    readonly methods: Readonly<Record<string, MakeArguments>>;
}

/** The rooms by their subpaths, each with its examples. */
export const ROOMS: Readonly<Record<string, { readonly room: object; readonly examples: object }>> = {
    geo: { room: geo, examples: GEO_EXAMPLES },
    spatial: { room: spatial, examples: SPATIAL_EXAMPLES },
    travel: { room: travel, examples: TRAVEL_EXAMPLES },
    cluster: { room: cluster, examples: CLUSTER_EXAMPLES },
    market: { room: market, examples: MARKET_EXAMPLES },
    routing: { room: routing, examples: ROUTING_EXAMPLES },
    territory: { room: territory, examples: TERRITORY_EXAMPLES },
    planning: { room: planning, examples: PLANNING_EXAMPLES },
    performance: { room: performance, examples: PERFORMANCE_EXAMPLES },
    formats: { room: formats, examples: FORMATS_EXAMPLES },
    report: { room: report, examples: REPORT_EXAMPLES },
};

/** Every public call of every subpath. */
export const PUBLIC_CALLS: readonly PublicCall[] = [
    ...Object.entries(ROOMS).flatMap(([roomName, { room, examples }]) =>
        Object.entries(examples).flatMap(([name, example]) =>
            callsOf(`${roomName}.${name}`, (room as Record<string, AnyFunction>)[name], example),
        ),
    ),
    ...otherForms('territory', OTHER_TERRITORY_FORMS),
    ...otherForms('spatial', OTHER_SPATIAL_FORMS),
];

/** Examples of calls whose arguments have several forms: of functions, and of constructors. */
function otherForms(roomName: string, forms: Readonly<Record<string, MakeArguments>>): PublicCall[] {
    return Object.entries(forms).map(([form, makeArguments]): PublicCall => {
        const [name] = form.split(' ');
        const called = (ROOMS[roomName].room as Record<string, AnyFunction>)[name];
        const isClass = typeof (ROOMS[roomName].examples as Record<string, unknown>)[name] === 'object';
        const Class = called as unknown as new (...args: unknown[]) => unknown;
        return { name: `${roomName}.${form}`, makeArguments, run: (args) => (isClass ? new Class(...args) : called(...args)) };
    });
}

function callsOf(name: string, called: AnyFunction, example: MakeArguments | AnyClassExample): PublicCall[] {
    if (typeof example === 'function') return [{ name, makeArguments: example, run: (args) => called(...args) }];
    const { create, prepare, statics, methods } = example;
    const Class = called as unknown as new (...args: unknown[]) => Record<string, AnyFunction>;
    return [
        { name, makeArguments: create, run: (args) => new Class(...args) },
        ...Object.entries(statics).map(([key, makeArguments]): PublicCall => {
            const method = (called as unknown as Record<string, AnyFunction>)[key];
            return { name: `${name}.${key}`, makeArguments, run: (args) => method.apply(called, args) };
        }),
        ...Object.entries(methods).map(
            ([key, makeArguments]): PublicCall => ({
                name: `${name}.${key}`,
                makeArguments,
                run: (args) => {
                    const instance = new Class(...create());
                    prepare?.(instance);
                    return instance[key](...args);
                },
            }),
        ),
    ];
}
