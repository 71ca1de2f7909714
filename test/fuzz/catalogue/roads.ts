import { runSteps } from '../../../src/core/index.js';
import { contractSteps } from '../../../src/travel/road/contract.js';
import { packRoads } from '../../../src/travel/road/road-file.js';
import { writeExtract } from '../../travel/road/osm-extract.js';

/** A triangle of streets, as the file of an extract. */
export const extract = (): Uint8Array =>
    writeExtract({
        nodes: [
            { id: 1, position: [0, 0] },
            { id: 2, position: [0.01, 0] },
            { id: 3, position: [0, 0.01] },
        ],
        ways: [{ id: 1, nodes: [1, 2, 3, 1], tags: { highway: 'residential' } }],
    });

/** Two junctions and the street between them, as the data of a road graph. */
export function roadData(): ArrayBuffer {
    const second = 1000 * 2 ** 25;
    const network = {
        shapeOffsets: Uint32Array.of(0, 2),
        shape: Int32Array.of(0, 0, 100_000, 0),
        weights: Float64Array.of(90 * second + 11_119, 90 * second + 11_119),
        heads: Int32Array.of(1, 0),
        arcOffsets: Uint32Array.of(0, 1, 2),
        arcs: Int32Array.of(0, 1),
    };
    return packRoads({ profile: 'car', network, hierarchy: runSteps(contractSteps(network)) });
}
