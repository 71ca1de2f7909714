import {
    abortSignal,
    assertArguments,
    callback,
    mapProgress,
    nextTurn,
    oneOf,
    optional,
    runStepsAsync,
    satisfying,
    strict,
    throwIfAborted,
} from '../../core/index.js';
import { buildNetwork } from './build-network.js';
import { collectWays } from './collect-ways.js';
import { contractSteps } from './contract.js';
import { keepConnected } from './keep-connected.js';
import { ROAD_PROFILES, type RoadProfile } from './profiles.js';
import { roadFault } from './road-fault.js';
import { packRoads } from './road-file.js';
import { RoadGraph } from './road-graph.js';

/** Options of {@link readRoads}. */
export interface ReadRoadsOptions {
    /** Default `car`. */
    readonly profile?: RoadProfile;
    /** Aborts with code `cancelled`. */
    readonly signal?: AbortSignal;
    /** Called repeatedly with the fraction done, 0 to 1. */
    readonly onProgress?: (progress: { readonly fraction: number }) => void;
}

const SCHEMAS = {
    file: satisfying((value) => value instanceof Uint8Array, 'is no file', 'the bytes of an .osm.pbf file: a Uint8Array'),
    options: strict({
        profile: optional(oneOf(ROAD_PROFILES)),
        signal: optional(abortSignal()),
        onProgress: optional(callback()),
    }),
};

const SHARE_OF_READING = 0.5;

/**
 * Reads the roads of an OpenStreetMap extract and prepares them for fast searches.
 *
 * Speeds follow speed limits and road classes. One-way streets, access rules and turn restrictions at junctions apply; restrictions over
 * several ways, barriers and traffic are ignored. Roads without a way out are left out.
 *
 * @param file - an `.osm.pbf` file
 * @returns the graph; a city of 11,000 junctions takes 2 MB
 * @throws BeatplanError (rejects) `malformed-roads`, `cancelled`, `invalid-input`
 * @example
 * ```ts
 * const roads = await readRoads(await readFile('liechtenstein.osm.pbf'), { profile: 'car' });
 * roads.route([[9.52, 47.14], [9.53, 47.21]])?.duration;
 * ```
 */
export async function readRoads(file: Uint8Array, options: ReadRoadsOptions = {}): Promise<RoadGraph> {
    assertArguments('the roads', SCHEMAS, { file, options });
    const { profile = 'car', signal, onProgress } = options;
    const ways = await collectWays(file, profile, async (fraction) => {
        onProgress?.({ fraction: SHARE_OF_READING * fraction });
        await nextTurn();
        throwIfAborted(signal);
    });
    const network = keepConnected(buildNetwork(ways, profile));
    if (network.heads.length === 0) {
        throw roadFault(
            `holds no road on which a ${profile} could drive there and back`,
            'an extract with roads',
            'take a larger extract',
        );
    }
    const steps = mapProgress(contractSteps(network), ({ fraction }) => ({
        fraction: SHARE_OF_READING + (1 - SHARE_OF_READING) * fraction,
    }));
    const hierarchy = await runStepsAsync(steps, { signal, onProgress });
    onProgress?.({ fraction: 1 });
    return new RoadGraph(packRoads({ profile, network, hierarchy }));
}
