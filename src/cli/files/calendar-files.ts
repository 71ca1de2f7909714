import type { Rep } from '../../market/index.js';

const MOST_CHARACTERS = 80;

// Names that Windows keeps for devices, whatever their ending.
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A file name for the calendar of each rep, `calendars/<rep>.ics`, that every file system takes: signs that mean something in a path
 * become hyphens, and names that would be one file get a number.
 *
 * @returns by rep id, in the order of the reps
 */
export function calendarFiles(reps: readonly Rep[]): ReadonlyMap<string, string> {
    const taken = new Set<string>();
    const files = new Map<string, string>();
    for (const { id } of reps) {
        const name = safeName(id);
        let unique = name;
        // Some file systems know neither capitals nor two forms of one accent.
        for (let n = 2; taken.has(unique.normalize('NFC').toLowerCase()); n++) unique = `${name}-${n}`;
        taken.add(unique.normalize('NFC').toLowerCase());
        files.set(id, `calendars/${unique}.ics`);
    }
    return files;
}

function safeName(id: string): string {
    const plain = id
        .normalize('NFC')
        .replace(/[\p{C}\p{Z}/\\:*?"<>|%]+/gu, '-')
        .replace(/^[.-]+|[.-]+$/g, '');
    const short = [...plain]
        .slice(0, MOST_CHARACTERS)
        .join('')
        .replace(/[.-]+$/, '');
    if (short === '') return 'rep';
    return RESERVED.test(short) ? `rep-${short}` : short;
}
