import { BeatplanError } from '../../core/index.js';

/**
 * Waits for several inputs, for all of them before it complains.
 *
 * @returns what was read, in order
 * @throws BeatplanError with the problems of all; where one alone has any, its own
 */
export async function readTogether<Inputs extends readonly unknown[] | []>(
    inputs: Inputs,
): Promise<{ -readonly [Place in keyof Inputs]: Awaited<Inputs[Place]> }> {
    const settled = await Promise.allSettled(inputs);
    const failures = settled.flatMap((input) => (input.status === 'rejected' ? [input.reason as unknown] : []));
    const errors = failures.filter((failure) => failure instanceof BeatplanError);
    if (failures.length > errors.length) throw failures.find((failure) => !(failure instanceof BeatplanError));
    if (errors.length === 1) throw errors[0];
    if (errors.length === 0) return Promise.all(inputs);
    const issues = errors.flatMap((error) => error.issues);
    const code = issues.every((issue) => issue.code === issues[0].code) ? issues[0].code : 'invalid-input';
    throw new BeatplanError(code, `The input has ${issues.length} problems:`, issues);
}
