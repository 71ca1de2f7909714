import { nearestWord } from '../../core/index.js';
import type { Section, SectionName, VrplibText } from './vrplib-text.js';

/** What TYPE makes of a file's other words. */
export interface VrplibType {
    /** Routes end at their last customer. */
    readonly isOpen: boolean;
    /** One route serves all customers. */
    readonly isTour: boolean;
    /** Deliveries come before pickups. */
    readonly isBackhaul: boolean;
}

/** A type with the sections without which a file would hold another problem. */
interface NeedyType extends VrplibType {
    readonly needs?: readonly SectionName[];
}

const CLOSED: NeedyType = { isOpen: false, isTour: false, isBackhaul: false };
const OPEN: NeedyType = { ...CLOSED, isOpen: true };
const TOUR: NeedyType = { ...CLOSED, isTour: true };

/** Values of TYPE that are read. */
const TYPES: Readonly<Record<string, NeedyType>> = {
    VRP: CLOSED,
    CVRP: CLOSED,
    ACVRP: CLOSED,
    DVRP: CLOSED,
    DCVRP: CLOSED,
    MDVRP: CLOSED,
    HVRP: CLOSED,
    HFVRP: CLOSED,
    HCVRP: CLOSED,
    VRPTW: { ...CLOSED, needs: ['TIME_WINDOW_SECTION'] },
    CVRPTW: { ...CLOSED, needs: ['TIME_WINDOW_SECTION'] },
    MDVRPTW: { ...CLOSED, needs: ['TIME_WINDOW_SECTION'] },
    PCVRP: { ...CLOSED, needs: ['PRIZE_SECTION'] },
    PCVRPTW: { ...CLOSED, needs: ['PRIZE_SECTION', 'TIME_WINDOW_SECTION'] },
    VRPB: { ...CLOSED, isBackhaul: true, needs: ['BACKHAUL_SECTION'] },
    OVRP: OPEN,
    OCVRP: OPEN,
    OVRPTW: { ...OPEN, needs: ['TIME_WINDOW_SECTION'] },
    TSP: TOUR,
    ATSP: TOUR,
    TSPTW: { ...TOUR, needs: ['TIME_WINDOW_SECTION'] },
    ATSPTW: { ...TOUR, needs: ['TIME_WINDOW_SECTION'] },
};

/** Sections that hold loads, which one tour has no use for. */
const LOAD_SECTIONS: readonly SectionName[] = ['DEMAND_SECTION', 'LINEHAUL_SECTION', 'BACKHAUL_SECTION', 'CAPACITY_SECTION'];

/**
 * Reads TYPE, and reports a type that is not supported, sections that it lacks, and words of the file that its type or its other words
 * leave unused: none of them may change the problem in silence. A file without TYPE is what its sections say.
 */
export function readVrplibType(file: VrplibText): VrplibType {
    const word = file.keyword('TYPE')?.toUpperCase();
    const type = word === undefined ? CLOSED : TYPES[word];
    if (type === undefined) {
        const known = Object.keys(TYPES);
        const near = nearestWord(word as string, known);
        const hint = near === undefined ? 'its rules would be lost' : `its rules would be lost; did you mean ${near}?`;
        file.failKeyword('TYPE', 'TYPE is not supported', { expected: `one of ${known.join(', ')}`, hint });
        return CLOSED;
    }
    for (const section of type.needs ?? []) {
        if (file.section(section) !== undefined) continue;
        const hint = `TYPE ${word} needs it`;
        file.source.collector.add('malformed-instance', [section], 'the section is missing', { hint });
    }
    refuseUnused(file, type);
    return type;
}

function refuseUnused(file: VrplibText, { isTour }: VrplibType): void {
    const nodeType = file.keyword('NODE_COORD_TYPE')?.toUpperCase();
    if (nodeType !== undefined && nodeType !== 'TWOD_COORDS' && nodeType !== 'NO_COORDS') {
        file.failKeyword('NODE_COORD_TYPE', 'NODE_COORD_TYPE is not supported', { expected: 'TWOD_COORDS or NO_COORDS' });
    }
    if (file.keyword('EDGE_DATA_FORMAT') !== undefined) {
        file.failKeyword('EDGE_DATA_FORMAT', 'EDGE_DATA_FORMAT is not supported', {
            hint: 'every pair of nodes needs a distance',
        });
    }
    const weightType = file.keyword('EDGE_WEIGHT_TYPE')?.toUpperCase();
    const format = file.keyword('EDGE_WEIGHT_FORMAT')?.toUpperCase();
    if (weightType !== 'EXPLICIT') {
        const hint = `EDGE_WEIGHT_TYPE ${weightType ?? ''} reckons distances from coordinates; a matrix needs EXPLICIT`;
        refuseSection(file, 'EDGE_WEIGHT_SECTION', hint);
        if (format !== undefined && format !== 'FUNCTION') file.failKeyword('EDGE_WEIGHT_FORMAT', 'is not used', { hint });
    }
    if (file.keyword('SERVICE_TIME') !== undefined) {
        refuseSection(file, 'SERVICE_TIME_SECTION', 'SERVICE_TIME and SERVICE_TIME_SECTION exclude each other');
    }
    if (file.keyword('CAPACITY') !== undefined) {
        refuseSection(file, 'CAPACITY_SECTION', 'CAPACITY and CAPACITY_SECTION exclude each other');
    }
    if (!isTour) return;
    const hint = 'one tour has no loads; TYPE CVRP has';
    for (const name of LOAD_SECTIONS) refuseSection(file, name, hint);
    if (file.keyword('CAPACITY') !== undefined) file.failKeyword('CAPACITY', 'is not used', { hint });
}

function refuseSection(file: VrplibText, name: SectionName, hint: string): void {
    const section: Section | undefined = file.section(name);
    if (section !== undefined) file.source.fail(section.line, `${name} is not used`, { hint });
}

/** Reports depots with a demand, a prize or a service time, which no route could meet. */
export function refuseDepotValues(file: VrplibText, depots: readonly number[]): void {
    const names = ['DEMAND_SECTION', 'LINEHAUL_SECTION', 'BACKHAUL_SECTION', 'PRIZE_SECTION', 'SERVICE_TIME_SECTION'] as const;
    for (const name of names) {
        for (const { line, values } of file.section(name)?.rows ?? []) {
            const [node, ...rest] = values;
            const value = depots.includes(node) ? rest.find((each) => each !== 0) : undefined;
            if (value === undefined) continue;
            file.source.fail(line, `depot ${node} has a value in ${name}`, { received: value, expected: '0 for a depot' });
        }
    }
}
