import type { IssueCollector } from '../../core/index.js';
import { isTileTemplate, type ReportTiles } from '../../report/index.js';

const OPEN_STREET_MAP = /^https?:\/\/([a-z]\.)?tile\.openstreetmap\.(org|de|fr)\//;

/** Reads `--tiles` and `--tiles-attribution`; undefined if there are none or they have a fault. */
export function readTiles(
    url: string | undefined,
    attribution: string | undefined,
    collector: IssueCollector,
): ReportTiles | undefined {
    if (url === undefined) {
        if (attribution !== undefined) {
            const hint = 'add --tiles https://.../{z}/{x}/{y}.png';
            collector.add('missing-key', ['--tiles'], 'is missing, but --tiles-attribution is given', { hint });
        }
        return undefined;
    }
    if (!isTileTemplate(url)) {
        const expected = 'an http(s) address with {z}, {x} and {y}';
        collector.add('out-of-range', ['--tiles'], 'is not a template of tile addresses', { received: url, expected });
        return undefined;
    }
    const credit = attribution ?? (OPEN_STREET_MAP.test(url) ? '© OpenStreetMap contributors' : undefined);
    if (credit === undefined) {
        const hint = 'whom the provider of the tiles asks to credit, such as "© Mapmaker"';
        collector.add('missing-key', ['--tiles-attribution'], 'is missing', { hint });
        return undefined;
    }
    return { url, attribution: credit };
}
