import { IssueCollector } from '../../core/index.js';
import { type Account, matchOwners, type Rep } from '../../market/index.js';
import { type SampledDriving, sampleDriving } from '../../planning/index.js';
import {
    accountUnits,
    auditTerritories,
    type DrawnTerritories,
    planFromAlignment,
    planFromShapes,
    type TerritoryAudit,
    type TerritoryPlan,
    territoryShapes,
    type Unit,
} from '../../territory/index.js';
import { checkAgainstHomes, readAccountsFile, readingLines, readRepsFile } from '../files/input-table.js';
import { findLostReps } from '../files/lost-reps.js';
import { claimOutputs, writeOutputs } from '../files/output-files.js';
import { keepKnown, type PlanFile, readPlanFile } from '../files/plan-file.js';
import { readTogether } from '../files/read-together.js';
import { readReckoning, scoresFor, workForReps, workloadFor } from '../files/reckoning.js';
import { rejectedPath, rejectedTexts, rejectionLines, rejectionsDocument } from '../files/rejections.js';
import { checkSettingKeys, type InputArguments, inputRules, readSettings } from '../files/settings-file.js';
import { NOTE_WITHOUT_HOMES, repsOf, sharesOf } from '../files/staff.js';
import { type CommandResult, EXIT } from '../terminal/cli-io.js';
import { readNumberOption, requireOption } from '../terminal/number-option.js';
import { counted, textTable } from '../terminal/text-table.js';

/** Options of `beatplan audit` as the command line gives them. */
export interface AuditArguments extends InputArguments {
    readonly accounts?: string;
    readonly reps?: string;
    readonly sampleDays?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

const MOST_SHOWN = 10;
const MEASURES = ['workload', 'potential', 'count'];

/** `beatplan audit`: territories against the accounts that they divide. */
export async function auditCommand(file: string, options: AuditArguments): Promise<CommandResult> {
    const collector = new IssueCollector();
    requireOption(options.accounts, '--accounts', 'a file of accounts', collector);
    const days = readNumberOption(options.sampleDays, '--sample-days', { min: 2, integer: true }, collector);
    const settings = await readSettings(options, collector);
    checkSettingKeys(settings, options.config, collector);
    const reckoning = readReckoning(settings, options.config, collector);
    collector.throwIfAny('The command line');
    const { strict } = options;
    const [table, staff, planFile] = await readTogether([
        readAccountsFile(options.accounts as string, inputRules(settings, 'accounts', strict)),
        options.reps === undefined ? undefined : readRepsFile(options.reps, inputRules(settings, 'reps', strict)),
        readPlanFile(file, inputRules(settings, 'plan', strict)),
    ]);
    const rejected = [...table.rejected, ...(staff?.rejected ?? []), ...planFile.rejected];
    const readings = [table.reading, ...(staff === undefined ? [] : [staff.reading])];
    const listPath = rejectedPath(options, false);
    const rejectedText = await rejectedTexts(listPath, rejected);
    const inputs = [file, options.accounts, options.reps, options.config];
    await claimOutputs(Object.keys(rejectedText), { inputs, force: options.force });
    checkAgainstHomes(options.accounts as string, table, staff?.rows ?? []);
    const { accounts } = matchOwners(table.rows, staff?.rows ?? []);
    const reps = staff?.rows ?? [];
    const scores = scoresFor(accounts, reckoning);
    const units = accountUnits(accounts, scores, workloadFor(reps, reckoning));
    const drawn = drawPlan(planFile, units, new Set(table.lost.map(({ id }) => id)));
    const { shapes, notes } = drawn;
    const plan = nameReps(drawn.plan, reps);
    const driving =
        days === undefined
            ? undefined
            : sampleDriving(plan, accounts, scores, {
                  days,
                  reps,
                  ...(reckoning.travel && { travel: reckoning.travel }),
              });
    const targets = sharesOf(plan, reps);
    const work = workForReps({ accounts, scores }, reps, { alignment: plan, repOf: repsOf(plan, reps) }, reckoning);
    const audit = auditTerritories(plan, accounts, {
        shapes,
        scores,
        targets,
        ...(driving && { driving }),
        ...(work && { work }),
    });
    const hasPotential = accounts.some(({ potential }) => potential !== undefined);
    const measures = MEASURES.filter((name) => name !== 'potential' || hasPotential);
    const fair = Object.keys(targets).length === 0 ? 'the mean' : 'its share';
    const isWithoutHomes = staff === undefined && plan.territories.some(({ repId }) => repId !== undefined);
    const owners = accounts.flatMap(({ owner }) => owner ?? []);
    const lost = staff === undefined ? [] : findLostReps(staff, owners, 'they count as owned by another rep').notes;
    const allNotes = [
        ...lost,
        ...planFile.notes,
        ...notes,
        ...(isWithoutHomes ? [NOTE_WITHOUT_HOMES] : []),
        ...noteStrangers(plan, accounts),
    ];
    const lines = [
        `${file}: ${counted(audit.territories.length, 'territory', 'territories')}, ${counted(accounts.length, 'account')}`,
        '',
        territoryTable(audit, measures, driving),
        '',
        ...measures.map((name) => balanceLine(name, fair, audit)),
        '',
        ...findingLines('overlaps', audit.overlaps, ({ territories: [a, b], area }) => {
            return `${a.territoryId} and ${b.territoryId} share ${(area / 1e6).toFixed(1)} km²`;
        }),
        ...findingLines(
            'accounts in no territory',
            audit.gaps.accounts,
            ({ accountId, potential, owner }) =>
                `${accountId}${hasPotential ? `, potential ${potential}` : ''}${owner === undefined ? '' : `, owner ${owner}`}`,
        ),
        ...findingLines('accounts with another owner', audit.exceptions, ({ accountId, owner, territoryId }) => {
            return `${accountId} of ${owner} in ${territoryId}`;
        }),
        ...(driving === undefined ? [] : drivingLines(driving, options.reps !== undefined)),
        ...readingLines(readings),
        ...rejectionLines(rejected, listPath),
        ...allNotes,
    ];
    await writeOutputs(rejectedText);
    const document = {
        command: 'audit',
        ...audit,
        ...(driving && { driving }),
        inputs: readings,
        rejected: rejectionsDocument(rejected),
        notes: allNotes,
    };
    return { exitCode: audit.sound ? EXIT.done : EXIT.infeasible, document, text: `${lines.join('\n')}\n` };
}

function drawPlan(
    planFile: PlanFile,
    units: readonly Unit[],
    lostIds: ReadonlySet<string>,
): { readonly plan: TerritoryPlan; readonly shapes: DrawnTerritories; readonly notes: readonly string[] } {
    if (planFile.kind === 'outlines') {
        const plan = planFromShapes(units, planFile.shapes);
        // Parts are those of the accounts, as in the design and in the plan: one outline may be drawn in several pieces.
        const { territories } = planFromAlignment(units, plan);
        const counted = plan.territories.map((territory, i) => ({ ...territory, parts: territories[i].parts }));
        return { plan: { ...plan, territories: counted }, shapes: planFile.shapes, notes: [] };
    }
    const { alignment, notes } = keepKnown(planFile, units, lostIds);
    const plan = planFromAlignment(units, alignment);
    const note = 'Holes and compactness are those of outlines drawn around the accounts.';
    return { plan, shapes: territoryShapes(plan, units), notes: [...notes, note] };
}

// Owners of accounts in territories without a rep are not exceptions.
function noteStrangers({ territories }: TerritoryPlan, accounts: readonly Account[]): string[] {
    const owners = new Set(accounts.flatMap(({ owner }) => owner ?? []));
    const isNamed = territories.some(({ id, repId }) => repId !== undefined || owners.has(id));
    return owners.size === 0 || isNamed
        ? []
        : ['Owners were not compared: no territory names a rep, or is called as the owner of an account.'];
}

/** Territories that are called by a rep's name or e-mail address, with that rep; those of an id are their rep's own. */
function nameReps(plan: TerritoryPlan, reps: readonly Rep[]): TerritoryPlan {
    const named = matchOwners(
        plan.territories.map(({ id, repId = id }) => ({ id, position: [0, 0], owner: repId })),
        reps,
    );
    const known = new Set(reps.map(({ id }) => id));
    return {
        ...plan,
        territories: plan.territories.map((territory, i) => {
            const { owner = '' } = named.accounts[i];
            return known.has(owner) ? { ...territory, repId: owner } : territory;
        }),
    };
}

function territoryTable(
    { territories }: TerritoryAudit,
    measures: readonly string[],
    driving: readonly SampledDriving[] | undefined,
): string {
    const compared = measures.filter((name) => name !== 'count');
    const repColumn = territories.some(({ repId }) => repId !== undefined) ? ['rep'] : [];
    const heading = [
        'territory',
        ...repColumn,
        'accounts',
        ...compared,
        'h driving',
        ...(driving === undefined ? [] : ['± h', 'by formula']),
        'parts',
        'holes',
        'compact',
    ];
    const rows = territories.map((territory, index) => [
        territory.territoryId,
        ...repColumn.map(() => territory.repId ?? ''),
        String(territory.accounts),
        ...compared.map((name) => signedPercent(territory.deviations[name] ?? 0)),
        hours(territory.driveDuration ?? 0),
        ...(driving === undefined
            ? []
            : [hours(driving[index].driveDurationError, 1), hours(driving[index].estimatedDriveDuration)]),
        String(territory.parts),
        String(territory.holes ?? 0),
        (territory.compactness?.polsbyPopper ?? 0).toFixed(2),
    ]);
    return textTable([heading, ...rows], 1 + repColumn.length);
}

function balanceLine(name: string, fair: string, { balance }: TerritoryAudit): string {
    const { maxDeviation, coefficientOfVariation, gini, jain } = balance[name];
    const figures = `furthest from ${fair} ${percent(maxDeviation)}, spread ${percent(coefficientOfVariation)}`;
    return `${name.padEnd(10)} ${figures}, Gini ${gini.toFixed(2)}, Jain ${jain.toFixed(2)}`;
}

function findingLines<Finding>(
    what: string,
    findings: readonly Finding[],
    describeFinding: (finding: Finding) => string,
): string[] {
    const lines = [`${what}: ${findings.length}`, ...findings.slice(0, MOST_SHOWN).map((one) => `  ${describeFinding(one)}`)];
    const more = findings.length - MOST_SHOWN;
    return more > 0 ? [...lines, `  … and ${more} more; --json lists all of them`] : lines;
}

/** What the sampled days of some territories do not hold. */
function drivingLines(driving: readonly SampledDriving[], withReps: boolean): string[] {
    const far = driving.flatMap(({ territoryId, outOfReach }) => outOfReach.map((accountId) => `${accountId} in ${territoryId}`));
    const homeless = driving.filter(({ repId }) => withReps && repId === undefined).map(({ territoryId }) => territoryId);
    return [
        ...findingLines('accounts for which a day is too short', far, String),
        ...(homeless.length === 0
            ? []
            : findingLines('sampled days start at the first visit, because there is no rep', homeless, String)),
    ];
}

function hours(seconds: number, decimals: number = 0): string {
    return (seconds / 3600).toFixed(decimals);
}

function percent(share: number): string {
    return `${(100 * share).toFixed(1)} %`;
}

function signedPercent(share: number): string {
    return `${share < 0 ? '' : '+'}${(100 * share).toFixed(1)} %`;
}
