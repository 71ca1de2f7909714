import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Actor, getConfig } from '@valhallajs/valhallajs';
import type { Position } from '../../src/geo/index.js';
import type { RoadProfile } from '../../src/travel/index.js';

const COSTING: Readonly<Record<RoadProfile, string>> = { car: 'auto', bicycle: 'bicycle', foot: 'pedestrian' };
const COMMAND = resolve('node_modules/@valhallajs/valhallajs/bin/valhalla-cli.js');

/** Trips by Valhalla, row by row: seconds and metres, `null` where there is no way. */
export interface ValhallaTrips {
    readonly durations: readonly (readonly (number | null)[])[];
    readonly distances: readonly (readonly (number | null)[])[];
}

/** Valhalla over the tiles of an extract. */
export class Valhalla {
    private readonly actor: Actor;

    private constructor(actor: Actor) {
        this.actor = actor;
    }

    /** Builds the tiles of an extract in a folder of their own. */
    static async build(extract: string): Promise<Valhalla> {
        const folder = mkdtempSync(join(tmpdir(), 'beatplan-valhalla-'));
        const tiles = join(folder, 'tiles');
        mkdirSync(tiles);
        const mjolnir = { tile_dir: tiles, tile_extract: '', timezone: '', admin: '', traffic_extract: '' };
        const config = await getConfig();
        const file = join(folder, 'config.json');
        writeFileSync(file, JSON.stringify({ ...config, mjolnir: { ...config['mjolnir'], ...mjolnir } }));
        execFileSync('node', [COMMAND, 'build_tiles', '-c', file, resolve(extract)], { cwd: folder, stdio: 'ignore' });
        return new Valhalla(await Actor.fromConfigFile(file));
    }

    /** Answers a request of Valhalla's matrix service. */
    matrix(request: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
        return this.actor.matrix(request);
    }

    async trips(places: readonly Position[], profile: RoadProfile): Promise<ValhallaTrips> {
        const locations = places.map(([lon, lat]) => ({ lon, lat }));
        const answer = await this.matrix({
            sources: locations,
            targets: locations,
            costing: COSTING[profile],
            verbose: false,
        });
        const { durations, distances } = answer['sources_to_targets'] as ValhallaTrips;
        return { durations, distances: distances.map((row) => row.map((kilometres) => kilometres && 1000 * kilometres)) };
    }
}
