// No misspelt word is longer than this; a whole file in the place of one must not cost time.
const LONGEST_WORD = 200;

/**
 * The word that a misspelt one was probably meant to be: the nearest by edit distance, case and punctuation aside, where that is
 * at most two letters or a third of the word away.
 *
 * @param word - what was written
 * @param known - the words that would have been right; ties go to the first
 * @returns the nearest, or undefined if none is near
 */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
    if (word.length > LONGEST_WORD) return undefined;
    const written = normalizeWord(word);
    let best: string | undefined;
    let bestDistance = Math.min(written.length, Math.max(2, Math.floor(written.length / 3)) + 1);
    for (const candidate of known) {
        const normalized = normalizeWord(candidate);
        if (Math.abs(normalized.length - written.length) >= bestDistance) continue;
        const distance = editDistance(written, normalized);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

function normalizeWord(word: string): string {
    return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

// Levenshtein's distance by one row of his table.
function editDistance(a: string, b: string): number {
    const row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
        let diagonal = row[0];
        row[0] = i;
        for (let j = 1; j <= b.length; j++) {
            const above = row[j];
            row[j] = a[i - 1] === b[j - 1] ? diagonal : 1 + Math.min(diagonal, above, row[j - 1]);
            diagonal = above;
        }
    }
    return row[b.length];
}
