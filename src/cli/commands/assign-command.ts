import { BeatplanError, IssueCollector } from '../../core/index.js';
import { tableToCsv } from '../../formats/index.js';
import { greatCircleDistance } from '../../geo/index.js';
import { type Account, matchOwners, type Rep } from '../../market/index.js';
import {
    assignLeads,
    type DrawnTerritories,
    type Lead,
    type LeadAssignment,
    type LeadOptions,
    type LeadReason,
} from '../../territory/index.js';
import { checkAgainstHomes, readAccountsFile, readingLines, readRepsFile } from '../files/input-table.js';
import { findLostReps } from '../files/lost-reps.js';
import { claimOutputs, writeOutputs } from '../files/output-files.js';
import { readTogether } from '../files/read-together.js';
import { readReckoning, scoresFor, workForReps } from '../files/reckoning.js';
import { rejectedPath, rejectedTexts, rejectionLines, rejectionsDocument } from '../files/rejections.js';
import { checkSettingKeys, type InputArguments, inputRules, readSettings } from '../files/settings-file.js';
import { readTerritoriesFile } from '../files/territories-file.js';
import { type CommandResult, EXIT } from '../terminal/cli-io.js';
import { readNumberOption, requireOption } from '../terminal/number-option.js';

/** Options of `beatplan assign` as the command line gives them. */
export interface AssignArguments extends InputArguments {
    readonly reps?: string;
    readonly territories?: string;
    readonly capacity?: string;
    readonly maxDistance?: string;
    readonly roundRobin?: boolean;
    readonly out?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

const MOST_IN_TRAIL = 10;

const COLUMNS = ['lead_id', 'rep_id', 'rule', 'territory_id', 'distance_km', 'reasons'];

/** `beatplan assign`: a rep for each new lead, with the reasons. */
export async function assignCommand(file: string, options: AssignArguments): Promise<CommandResult> {
    const collector = new IssueCollector();
    requireOption(options.reps, '--reps', 'a file of reps', collector);
    const most = readNumberOption(options.capacity, '--capacity', { min: 0, integer: true }, collector);
    const kilometres = readNumberOption(options.maxDistance, '--max-distance', { min: 0 }, collector);
    const settings = await readSettings(options, collector);
    checkSettingKeys(settings, options.config, collector);
    const reckoning = readReckoning(settings, options.config, collector);
    collector.throwIfAny('The command line');
    const { out, territories, strict, roundRobin = false } = options;

    const [table, staff, shapes] = await readTogether([
        readAccountsFile(file, inputRules(settings, 'accounts', strict)),
        readRepsFile(options.reps as string, inputRules(settings, 'reps', strict)),
        territories === undefined ? undefined : readTerritoriesFile(territories),
    ]);
    const reps = staff.rows;
    checkAgainstHomes(file, table, reps);
    const { accounts: rows } = matchOwners(table.rows, reps);
    const rejected = [...table.rejected, ...staff.rejected];
    const readings = [table.reading, staff.reading];
    const owners = rows.flatMap(({ owner }) => owner ?? []);
    const lost = findLostReps(staff, owners, 'the next rule decides who gets them');
    const notes = [...lost.notes, ...(shapes === undefined ? [] : noteWithoutRep(shapes, reps))];
    const listPath = rejectedPath(options, false);
    const rejectedText = await rejectedTexts(listPath, rejected);
    await claimOutputs([...(out === undefined ? [] : [out]), ...Object.keys(rejectedText)], {
        inputs: [file, options.reps, territories, options.config],
        force: options.force,
    });

    const scored = { accounts: rows, scores: scoresFor(rows, reckoning) };
    const work = workForReps(scored, reps, { alignment: { territories: [] }, repOf: new Map() }, reckoning);
    const leadOptions: LeadOptions = {
        ...(work === undefined ? {} : { work }),
        ...(most === undefined ? {} : { capacity: Object.fromEntries(reps.map(({ id }) => [id, most])) }),
        ...(kilometres === undefined ? {} : { maxDistance: 1000 * kilometres }),
        roundRobin,
    };
    const drawn = shapes === undefined ? {} : { shapes };
    const assignments = atRows(file, () => assignLeads(rows.map(toLead), drawn, reps, leadOptions));
    const csv = toCsv(assignments);
    await writeOutputs({ ...(out === undefined ? {} : { [out]: csv }), ...rejectedText });

    const left = assignments.filter(({ repId }) => repId === undefined).length;
    if (kilometres === undefined) notes.push(...farLeads(assignments, rows, reps));
    const document = {
        command: 'assign',
        leads: assignments.length,
        assigned: assignments.length - left,
        assignments,
        ...(out === undefined ? {} : { file: out }),
        inputs: readings,
        rejected: rejectionsDocument(rejected),
        notes,
    };
    const told = [...readingLines(readings), ...rejectionLines(rejected, listPath), ...notes];
    const summary = [
        `${assignments.length} leads, ${left === 0 ? 'all of them assigned' : `${left} of them unassigned`}`,
        ...countLines(assignments, reps),
        ...told,
        `written to ${out}`,
        '',
    ];
    const exitCode = left === 0 ? EXIT.done : EXIT.infeasible;
    if (out !== undefined) return { exitCode, document, text: summary.join('\n') };
    // Without a file the table itself is the answer, so that it can be piped: what was left out is told beside it.
    const warnings = [...rejectionLines(rejected, listPath), ...notes];
    const warning = warnings.length === 0 ? undefined : `${warnings.join('\n')}\n`;
    return { exitCode, document, text: csv, ...(warning === undefined ? {} : { warning }) };
}

// Metres; too far for a drive to one visit.
const FAR = 500_000;

/** Leads so far from the home of their rep that the position is more likely wrong than the assignment right. */
function farLeads(assignments: readonly LeadAssignment[], leads: readonly Account[], reps: readonly Rep[]): string[] {
    const homes = new Map(reps.map(({ id, home }) => [id, home]));
    const positions = new Map(leads.map(({ id, position }) => [id, position]));
    const far = assignments.flatMap(({ leadId, repId }) => {
        const [home, position] = [homes.get(repId ?? ''), positions.get(leadId)];
        if (home === undefined || position === undefined) return [];
        const distance = greatCircleDistance(home, position);
        return distance > FAR ? [`${leadId} (${Math.round(distance / 1000).toLocaleString('en')} km)`] : [];
    });
    if (far.length === 0) return [];
    const rest = far.length > 5 ? ` and ${far.length - 5} more` : '';
    const subject = far.length === 1 ? '1 lead lies' : `${far.length} leads lie`;
    return [
        `${subject} over 500 km from the home of the rep: ${far.slice(0, 5).join(', ')}${rest}; --max-distance sets a limit.`,
    ];
}

// The library speaks of `leads[4]`; a person wrote a row of a file.
function atRows(file: string, assign: () => LeadAssignment[]): LeadAssignment[] {
    try {
        return assign();
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        const issues = error.issues.map((issue) => {
            const [root, index, ...path] = issue.path;
            return root === 'leads' ? { ...issue, path: [file, `item ${Number(index) + 1}`, ...path] } : issue;
        });
        throw new BeatplanError(error.code, 'The leads cannot be assigned:', issues);
    }
}

/** Reps with leads, in the order of the table, and how many others there are. */
function countLines(assignments: readonly LeadAssignment[], reps: readonly Rep[]): string[] {
    const counts = new Map<string, number>();
    for (const { repId } of assignments) if (repId !== undefined) counts.set(repId, (counts.get(repId) ?? 0) + 1);
    const lines = reps.filter(({ id }) => counts.has(id)).map(({ id }) => `  ${id}: ${counts.get(id)}`);
    const others = reps.length - lines.length;
    return others === 0 ? lines : [...lines, `  without a lead: ${others}`];
}

function noteWithoutRep({ features }: DrawnTerritories, reps: readonly Rep[]): string[] {
    const known = new Set(reps.map(({ id }) => id));
    const count = features.filter(({ properties: { id, repId = id } }) => !known.has(repId)).length;
    return count === 0
        ? []
        : [`${count} of ${features.length} territories name no rep of the table, by properties.repId or by their own id`];
}

function toLead({ id, position, owner, skills, potential, segment, data }: Account): Lead {
    return {
        id,
        position,
        ...(owner === undefined ? {} : { owner }),
        ...(skills === undefined ? {} : { skills }),
        ...(potential === undefined ? {} : { potential }),
        ...(segment === undefined ? {} : { segment }),
        ...(data === undefined ? {} : { data }),
    };
}

function toCsv(assignments: readonly LeadAssignment[]): string {
    const rows = assignments.map(({ leadId, repId = '', rule = '', reasons }) => {
        const last = repId === '' ? undefined : reasons[reasons.length - 1];
        return [
            leadId,
            repId,
            rule,
            last?.territoryId ?? '',
            last?.distance === undefined ? '' : (last.distance / 1000).toFixed(1),
            describeTrail(reasons),
        ];
    });
    return tableToCsv(COLUMNS, rows);
}

/** All who were asked, in order; those who refused by one rule for one cause are listed together. */
function describeTrail(reasons: readonly LeadReason[]): string {
    const lines: { readonly rule: string; readonly refused: string | undefined; readonly who: string[] }[] = [];
    for (const { rule, repId, territoryId, refused } of reasons) {
        const who = territoryId === undefined || territoryId === repId ? String(repId) : `${repId} in ${territoryId}`;
        const last = lines.at(-1);
        if (last !== undefined && last.rule === rule && last.refused === refused) last.who.push(who);
        else lines.push({ rule, refused, who: [who] });
    }
    const listed = (who: readonly string[]): string =>
        who.length > MOST_IN_TRAIL
            ? `${who.slice(0, MOST_IN_TRAIL).join(', ')} and ${who.length - MOST_IN_TRAIL} more`
            : who.join(', ');
    return lines
        .map(({ rule, refused, who }) => `${rule}: ${listed(who)}${refused === undefined ? '' : ` refused (${refused})`}`)
        .join('; ');
}
