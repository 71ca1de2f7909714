import type { LineString, MultiLineString } from 'geojson';
import { type Position, wrapLongitude } from '../../geo/index.js';

const DECIMALS = 1e6;

/** A position with six decimals, about 0.1 m, so that files stay small and equal everywhere. */
export function roundPosition([lng, lat]: Position): [number, number] {
    return [Math.round(lng * DECIMALS) / DECIMALS, Math.round(lat * DECIMALS) / DECIMALS];
}

/**
 * A line through positions, cut at the antimeridian as GeoJSON wants it (RFC 7946, 3.1.9): a LineString, or a MultiLineString
 * where it crosses. Between two positions the line takes the shorter way round the globe.
 */
export function splitLine(positions: readonly Position[]): LineString | MultiLineString {
    const parts: [number, number][][] = [[]];
    for (let i = 0; i < positions.length; i++) {
        const [lng, lat] = positions[i];
        if (i > 0) {
            const [lng0, lat0] = positions[i - 1];
            if (Math.abs(lng - lng0) > 180) {
                const step = wrapLongitude(lng - lng0);
                const border = lng0 > 0 ? 180 : -180;
                const crossing = step === 0 ? lat0 : lat0 + ((lat - lat0) * (border - lng0)) / step;
                parts[parts.length - 1].push(roundPosition([border, crossing]));
                parts.push([roundPosition([-border, crossing])]);
            }
        }
        parts[parts.length - 1].push(roundPosition([lng, lat]));
    }
    return parts.length === 1 ? { type: 'LineString', coordinates: parts[0] } : { type: 'MultiLineString', coordinates: parts };
}
