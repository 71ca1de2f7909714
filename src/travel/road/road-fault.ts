import { BeatplanError } from '../../core/index.js';

/** The error for a road file or stored road graph that cannot be used. */
export function roadFault(message: string, expected: string, hint: string): BeatplanError {
    return new BeatplanError('malformed-roads', 'the roads cannot be read', [
        { code: 'malformed-roads', path: ['file'], message, expected, hint },
    ]);
}
