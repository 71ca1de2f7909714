import Papa from 'papaparse';
import { IssueCollector } from '../core/index.js';
import { parseAccountsCsv, parseRepsCsv } from '../formats/index.js';
import type { Account } from '../market/index.js';
import { assignLeads, type Lead, type LeadAssignment, type LeadReason } from '../territory/index.js';
import { type CommandResult, EXIT } from './cli-io.js';
import { readNumberOption, requireOption } from './number-option.js';
import { prepareFolderOf, writeText } from './output-folder.js';
import { readTable } from './read-table.js';
import { readTerritoriesFile } from './territories-file.js';

/** Options of `beatplan assign` as the command line gives them. */
export interface AssignArguments {
    readonly reps?: string;
    readonly territories?: string;
    readonly capacity?: string;
    readonly maxDistance?: string;
    readonly roundRobin?: boolean;
    readonly out?: string;
    readonly json?: boolean;
}

const COLUMNS = ['lead_id', 'rep_id', 'rule', 'territory_id', 'distance_km', 'reasons'];

/** `beatplan assign`: a rep for each new lead, with the reasons. */
export async function assignCommand(file: string, options: AssignArguments): Promise<CommandResult> {
    const collector = new IssueCollector();
    requireOption(options.reps, '--reps', 'a CSV file of reps', collector);
    const most = readNumberOption(options.capacity, '--capacity', { min: 0, integer: true }, collector);
    const kilometres = readNumberOption(options.maxDistance, '--max-distance', { min: 0 }, collector);
    collector.throwIfAny('The command line');
    const { out, territories, roundRobin = false } = options;

    const { rows, notes } = await readTable(file, parseAccountsCsv);
    const { rows: reps } = await readTable(options.reps as string, parseRepsCsv);
    const shapes = territories === undefined ? undefined : await readTerritoriesFile(territories);
    if (out !== undefined) await prepareFolderOf(out);

    const assignments = assignLeads(rows.map(toLead), shapes === undefined ? {} : { shapes }, reps, {
        ...(most === undefined ? {} : { capacity: Object.fromEntries(reps.map(({ id }) => [id, most])) }),
        ...(kilometres === undefined ? {} : { maxDistance: 1000 * kilometres }),
        roundRobin,
    });
    const csv = toCsv(assignments);
    if (out !== undefined) await writeText(out, csv);

    const left = assignments.filter(({ repId }) => repId === undefined).length;
    const document = {
        command: 'assign',
        leads: assignments.length,
        assigned: assignments.length - left,
        assignments,
        ...(out === undefined ? {} : { file: out }),
        notes,
    };
    const summary = [
        `${assignments.length} leads, ${left === 0 ? 'all of them assigned' : `${left} of them for nobody`}`,
        ...reps.map(({ id }) => `  ${id}: ${assignments.filter(({ repId }) => repId === id).length}`),
        ...notes,
        `written to ${out}`,
        '',
    ];
    // Without a file the table itself is the answer, so that it can be piped.
    return { exitCode: left === 0 ? EXIT.done : EXIT.infeasible, document, text: out === undefined ? csv : summary.join('\n') };
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
            reasons.map(describeReason).join('; '),
        ];
    });
    return `${Papa.unparse({ fields: COLUMNS, data: rows }, { newline: '\r\n', escapeFormulae: true })}\r\n`;
}

function describeReason({ rule, repId, territoryId, refused }: LeadReason): string {
    const who = [repId, territoryId].filter((id) => id !== undefined).join(' in ');
    return `${rule}: ${who}${refused === undefined ? '' : ` refused (${refused})`}`;
}
