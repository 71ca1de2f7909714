import { Valhalla } from '../../../bench/roads/valhalla.js';
import { type Answer, type FakeServer, fakeServer } from './fake-server.js';

/** A server on this machine that speaks Valhalla and OSRM, with Valhalla behind it. */
export async function valhallaServer(extract: string): Promise<FakeServer> {
    const engine = await Valhalla.build(extract);
    return fakeServer(async ({ path, query, body }): Promise<Answer> => {
        try {
            if (path === '/sources_to_targets') return { json: await engine.matrix(body) };
            const all = (path.split('/').at(-1) as string).split(';').map((pair) => {
                const [lon, lat] = pair.split(',').map(Number);
                return { lat, lon };
            });
            const pick = (name: string): unknown =>
                query
                    .get(name)
                    ?.split(';')
                    .map((i) => all[Number(i)]) ?? all;
            const request = { sources: pick('sources'), targets: pick('destinations'), costing: 'auto', format: 'osrm' };
            return { json: await engine.matrix(request) };
        } catch (error) {
            return {
                status: 400,
                json: { error_code: codeOf(error), error: String(error), code: 'NoTable', message: String(error) },
            };
        }
    });
}

// The binding keeps the words of Valhalla's errors and loses their numbers.
function codeOf(error: unknown): number {
    if (/exceeds the max distance/i.test(String(error))) return 154;
    return /no suitable edges/i.test(String(error)) ? 171 : 100;
}
