import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeError } from '../judge-error.js';
import type { Lane } from '../lane.js';
import { READERS } from './reader-catalogue.js';
import { editText, GROWN, textEdits } from './text-edits.js';

interface ReaderCase {
    /** A key of {@link READERS}. */
    readonly reader: string;
    readonly text: string;
}

// Seconds of the processor, far above the tenth that a linear reader takes for the longest text; a quadratic one takes minutes.
const LEAST_SECONDS = 3;
const SECONDS_OF_GROWN = 6;

/** Every reader on spoilt texts: a sound answer or a `BeatplanError`, in time that is linear in the text. */
export const readers: Lane<ReaderCase> = {
    name: 'readers',
    cases: fc
        .tuple(fc.constantFrom(...Object.keys(READERS)), fc.nat(1000), textEdits)
        .map(([reader, which, edits]) => ({ reader, text: editText(textOf(reader, which), edits) })),
    judge({ reader, text }) {
        const before = process.cpuUsage().user;
        let judge: (() => void) | undefined;
        try {
            judge = READERS[reader].read(text);
        } catch (error) {
            judgeError(error);
        }
        const seconds = (process.cpuUsage().user - before) / 1e6;
        const most = LEAST_SECONDS + (SECONDS_OF_GROWN * text.length) / GROWN;
        assert.ok(seconds < most, `${reader} read ${text.length} characters in ${seconds} s`);
        judge?.();
    },
};

function textOf(reader: string, which: number): string {
    const { texts } = READERS[reader];
    return texts[which % texts.length];
}
