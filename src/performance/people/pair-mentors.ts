import {
    checkStructure,
    coordinates,
    finite,
    IssueCollector,
    list,
    loose,
    optional,
    record,
    strict,
    text,
} from '../../core/index.js';
import { greatCircleDistance, type Position } from '../../geo/index.js';
import { assignLeastCost } from '../../territory/internal.js';
import { checkIds } from '../figures/periods.js';

/** What a rep is good at. */
export interface RepStrengths {
    /** Unique among the reps. */
    readonly id: string;
    /** Any comparable figures, by what they measure: closing rates, sales indices, shares of calls made. Higher is better; at least one. */
    readonly strengths: Readonly<Record<string, number>>;
    /** Where the rep lives; default unknown: no distance counts. */
    readonly home?: Position;
}

/** Options of {@link pairMentors}. */
export interface MentorOptions {
    /** Who learns; default those whose mean standing is below the team's. */
    readonly learners?: readonly string[];
    /** Who teaches; default all reps who do not learn. */
    readonly mentors?: readonly string[];
    /** Weight of each strength, from 0; default 1. */
    readonly weights?: Readonly<Record<string, number>>;
    /** Metres beyond which two do not meet, above 0; default no limit. */
    readonly maxDistance?: number;
    /** Metres that take half of the worth of a pair, above 0; default 200,000. */
    readonly halfDistance?: number;
}

/** A mentor and a learner. */
export interface MentorPair {
    readonly mentorId: string;
    readonly learnerId: string;
    /** What the learner can take from the mentor, most first, with how far the mentor is ahead in standard deviations of the team. */
    readonly teaches: readonly { readonly strength: string; readonly lead: number }[];
    /** What the mentor can take back, likewise. */
    readonly learns: readonly { readonly strength: string; readonly lead: number }[];
    /** Metres between the homes; absent if one is unknown. */
    readonly distance?: number;
    /** Sum of weights * leads, less for distance: what the assignment has most of. */
    readonly worth: number;
}

/** What {@link pairMentors} returns. */
export interface MentorPairs {
    /** In the order of the reps, by learner. */
    readonly pairs: readonly MentorPair[];
    /** Learners for whom no mentor is left who is ahead in anything and near enough. */
    readonly unpaired: readonly string[];
}

/**
 * Pairs reps who learn with reps who are strong where they are weak and live near: as many pairs as possible, and of those the pairing of
 * the greatest worth.
 *
 * Strengths are standardised by the team's mean and standard deviation, so that a closing rate and a sales index count alike. A pair is
 * worth the sum of weights times the mentor's leads, times 1 / (1 + distance / `halfDistance`). Each mentor has at most one learner.
 *
 * @param reps - at least one
 * @returns O(n^3)
 * @throws BeatplanError `invalid-input` with `unknown-id` for learners and mentors who are no reps, and `contradictory-options` for who is both
 * @example
 * ```ts
 * const reps = [
 *     { id: 'ann', strengths: { closing: 0.4, coverage: 0.7 } },
 *     { id: 'bob', strengths: { closing: 0.2, coverage: 0.9 } },
 * ];
 * pairMentors(reps, { learners: ['bob'] }).pairs[0].teaches[0].strength; // 'closing'
 * ```
 * @see Jonker and Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38
 */
export function pairMentors(reps: readonly RepStrengths[], options: MentorOptions = {}): MentorPairs {
    check(reps, options);
    const { weights = {}, maxDistance = Number.POSITIVE_INFINITY, halfDistance = 200_000 } = options;
    const names = [...new Set(reps.flatMap(({ strengths }) => Object.keys(strengths)))].sort();
    const standing = standardise(reps, names);
    const weightOf = (name: string): number => (Object.hasOwn(weights, name) ? weights[name] : 1);
    const meanOf = (rep: number): number => names.reduce((sum, name, k) => sum + weightOf(name) * (standing[k][rep] ?? 0), 0);
    const all = reps.map((_, r) => r);
    const mentorIds = new Set(options.mentors);
    const learnerIds = new Set(options.learners);
    const isLearner = (r: number): boolean =>
        options.learners === undefined ? !mentorIds.has(reps[r].id) && meanOf(r) < 0 : learnerIds.has(reps[r].id);
    const learners = all.filter(isLearner);
    const mentors = all.filter((r) => (options.mentors === undefined ? !isLearner(r) : mentorIds.has(reps[r].id)));
    const leadsOf = (ahead: number, behind: number): { strength: string; lead: number }[] =>
        names
            .map((strength, k) => ({ strength, lead: (standing[k][ahead] ?? Number.NaN) - (standing[k][behind] ?? Number.NaN) }))
            .filter(({ strength, lead }) => lead > 1e-9 && weightOf(strength) > 0)
            .sort((a, b) => b.lead - a.lead);
    const distanceOf = (a: number, b: number): number | undefined => {
        const [from, to] = [reps[a].home, reps[b].home];
        return from === undefined || to === undefined ? undefined : greatCircleDistance(from, to);
    };
    const worthOf = (mentor: number, learner: number): number => {
        const sum = leadsOf(mentor, learner).reduce((total, { strength, lead }) => total + weightOf(strength) * lead, 0);
        return sum / (1 + (distanceOf(mentor, learner) ?? 0) / halfDistance);
    };
    const costs = new Float64Array(learners.length * mentors.length);
    learners.forEach((learner, i) => {
        mentors.forEach((mentor, j) => {
            const worth = worthOf(mentor, learner);
            const isApart = (distanceOf(mentor, learner) ?? 0) > maxDistance;
            costs[i * mentors.length + j] = worth > 0 && !isApart ? -worth : Number.POSITIVE_INFINITY;
        });
    });
    const mentorOf = mentors.length === 0 ? learners.map(() => -1) : assignLeastCost(costs, learners.length, mentors.length);
    const pairs: MentorPair[] = [];
    const unpaired: string[] = [];
    learners.forEach((learner, i) => {
        if (mentorOf[i] < 0) {
            unpaired.push(reps[learner].id);
            return;
        }
        const mentor = mentors[mentorOf[i]];
        const distance = distanceOf(mentor, learner);
        pairs.push({
            mentorId: reps[mentor].id,
            learnerId: reps[learner].id,
            teaches: leadsOf(mentor, learner),
            learns: leadsOf(learner, mentor),
            ...(distance === undefined ? {} : { distance }),
            worth: worthOf(mentor, learner),
        });
    });
    return { pairs, unpaired };
}

/** By strength and rep: standard deviations above the team's mean; undefined if the rep has no figure. */
function standardise(reps: readonly RepStrengths[], names: readonly string[]): (number | undefined)[][] {
    return names.map((name) => {
        const values = reps.map(({ strengths }) => (Object.hasOwn(strengths, name) ? strengths[name] : undefined));
        const known = values.filter((value) => value !== undefined);
        const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
        const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
        return values.map((value) => (value === undefined ? undefined : spread > 0 ? (value - mean) / spread : 0));
    });
}

function check(reps: readonly RepStrengths[], options: MentorOptions): void {
    const collector = new IssueCollector();
    const rep = loose({ id: text(), strengths: record(finite({ min: -1e15, max: 1e15 })), home: optional(coordinates()) });
    const isTeam = checkStructure(list(rep), reps, collector, ['reps']);
    if (isTeam) {
        if (reps.length === 0) collector.add('empty-input', ['reps'], 'has no rep');
        checkIds(
            reps.map(({ id }) => id),
            collector,
            ['reps'],
        );
        reps.forEach(({ strengths }, i) => {
            if (Object.keys(strengths).length === 0) collector.add('empty-input', ['reps', i, 'strengths'], 'has no strength');
        });
    }
    const above = finite({ moreThan: 0, max: 1e9 });
    const keys = {
        learners: optional(list(text())),
        mentors: optional(list(text())),
        weights: optional(record(finite({ min: 0, max: 1e9 }))),
        maxDistance: optional(above),
        halfDistance: optional(above),
    };
    if (checkStructure(strict(keys), options, collector, ['options']) && isTeam) {
        const known = new Set(reps.map(({ id }) => id));
        const learning = new Set(options.learners);
        for (const key of ['learners', 'mentors'] as const) {
            options[key]?.forEach((id, i) => {
                const path = ['options', key, i];
                if (!known.has(id)) collector.add('unknown-id', path, 'is the id of no rep', { received: id });
                if (key === 'mentors' && learning.has(id))
                    collector.add('contradictory-options', path, 'is a learner as well', { received: id });
            });
        }
        const measured = new Set(reps.flatMap(({ strengths }) => Object.keys(strengths)));
        for (const name of Object.keys(options.weights ?? {})) {
            if (!measured.has(name)) collector.add('unknown-id', ['options', 'weights', name], 'is the strength of no rep');
        }
    }
    collector.throwIfAny('pairMentors');
}
