import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BeatplanError } from '../../core/index.js';
import type { ReviewPlan } from '../../performance/index.js';
import { readJsonFile } from './json-file.js';

/** A plan for a review, and the file that it is from. */
export interface ReviewPlanFile {
    readonly path: string;
    readonly plan: ReviewPlan;
}

/**
 * Reads the plan that `beatplan plan` left in a folder, or such a file itself.
 *
 * @throws BeatplanError `file-not-found` with a hint, and all of `readJsonFile`; what it holds is checked by the review
 */
export async function readReviewPlan(given: string): Promise<ReviewPlanFile> {
    const found = await stat(given).catch(() => undefined);
    const path = found?.isDirectory() === true ? join(given, 'plan.json') : given;
    if (found === undefined || (path !== given && (await stat(path).catch(() => undefined)) === undefined)) {
        const hint = 'name the folder that beatplan plan wrote; plans of earlier versions have no plan.json: plan again';
        throw new BeatplanError('file-not-found', 'The plan cannot be read:', [
            { code: 'file-not-found', path: [path], message: 'does not exist', hint },
        ]);
    }
    const { generator: _, ...plan } = await readJsonFile(path);
    if (Array.isArray(plan['accounts']) && Array.isArray(plan['reps'])) return { path, plan: plan as unknown as ReviewPlan };
    throw new BeatplanError('invalid-type', 'The plan cannot be read:', [
        {
            code: 'invalid-type',
            path: [path],
            message: 'holds no plan',
            expected: 'accounts and reps, as beatplan plan writes them',
        },
    ]);
}
