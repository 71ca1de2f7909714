import { BeatplanError } from '../../core/index.js';
import type { InputArguments } from '../files/settings-file.js';

/** Options of `beatplan design` and `beatplan rebalance` as the command line gives them. */
export interface DesignArguments extends InputArguments {
    readonly territories?: string;
    readonly tolerance?: string;
    readonly balance?: string;
    readonly borderWeight?: string;
    readonly barriers?: string;
    readonly incumbent?: string;
    readonly reps?: string;
    readonly maxMoved?: string;
    readonly moves?: string;
    readonly leave?: string;
    readonly join?: string;
    readonly timeLimit?: string;
    readonly iterations?: string;
    readonly seed?: string;
    readonly simplify?: string;
    readonly out?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

/** Words between commas. */
export function listOf(text: string | undefined): string[] {
    return (text ?? '')
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');
}

/** Whether territories are written as rows. */
export function isTable(out: string | undefined): boolean {
    return out !== undefined && /\.csv$/i.test(out);
}

/** What a command line asks for that only the globe has. */
export function noDegrees(option: string, asks: string, hint: string): BeatplanError {
    const message = `${asks}, but the positions of a districting instance are no longitudes and latitudes`;
    return new BeatplanError('unknown-option', 'The command line has a problem:', [
        { code: 'unknown-option', path: [option], message, hint },
    ]);
}
