import { InvalidArgumentError } from 'commander';
import { nearestWord } from '../../src/core/index.js';

// Readers of command line options, for commander.

/** A number above 0. */
export function positiveNumber(text: string): number {
    const value = Number(text);
    if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number above 0.');
    return value;
}

/** A whole number from 1. */
export function wholeNumber(text: string): number {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
    return value;
}

/** Numbers above 0, comma-separated. */
export function positiveList(text: string): number[] {
    return text.split(',').map(positiveNumber);
}

/** Whole numbers from 1, comma-separated. */
export function wholeNumbers(text: string): number[] {
    return text.split(',').map(wholeNumber);
}

/** Known names, comma-separated. */
export function namesOf(known: readonly string[]): (text: string) => string[] {
    return (text) => {
        const names = text.split(',');
        for (const name of names) {
            if (known.includes(name)) continue;
            const near = nearestWord(name, known);
            throw new InvalidArgumentError(`'${name}' is not known${near === undefined ? '.' : `; did you mean '${near}'?`}`);
        }
        return names;
    };
}
