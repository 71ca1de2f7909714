import { BeatplanError, IssueCollector } from '../../core/index.js';
import { customerOf, type Instance, instanceValue, parseSol } from '../../formats/index.js';
import { checkSolution, type RoutePlan } from '../../routing/index.js';
import { checkInstanceArguments, type InstanceArguments, readInstanceFile, refuseUnsupported } from '../files/instance-file.js';
import { readTextFile } from '../files/read-text-file.js';
import { type CommandResult, EXIT } from '../terminal/cli-io.js';
import { prefixIssues } from '../terminal/describe-error.js';

/** Options of `beatplan check` as the command line gives them. */
export interface CheckArguments extends InstanceArguments {
    readonly json?: boolean;
}

const MOST_SHOWN = 50;

/** `beatplan check`: a solution file against its instance. */
export async function checkCommand(file: string, solutionFile: string, options: CheckArguments): Promise<CommandResult> {
    const collector = new IssueCollector();
    const instanceOptions = checkInstanceArguments(options, collector);
    collector.throwIfAny('The command line');
    const { instance, notes } = await readInstanceFile(file, instanceOptions);
    refuseUnsupported(file, instance);
    const { routes, stated } = await readSolution(solutionFile, instance);

    const result = checkSolution(instance.problem, routes);
    const value = instanceValue(instance, result);
    const violations = result.violations;
    const document = {
        command: 'check',
        name: instance.name,
        format: instance.format,
        [instance.objective]: value,
        ...(stated === undefined ? {} : { stated }),
        routes: result.routes,
        feasible: result.feasible,
        violations,
        unserved: result.unserved,
        notes,
    };
    const lines = [
        `${instance.name} (${instance.format}): ${instance.customers} customers`,
        `${instance.objective.padEnd(10)} ${value}${stated === undefined || stated === value ? '' : `  (the file states ${stated})`}`,
        `routes     ${result.routes}`,
        `unserved   ${new Set(result.unserved.map(customerOf)).size}`,
        result.feasible ? 'no rule is broken' : `broken rules: ${violations.length}`,
        ...violations.slice(0, MOST_SHOWN).map(describeViolation),
        ...(violations.length > MOST_SHOWN ? [`  … and ${violations.length - MOST_SHOWN} more; --json lists all of them`] : []),
        ...notes,
    ];
    return { exitCode: result.feasible ? EXIT.done : EXIT.infeasible, document, text: `${lines.join('\n')}\n` };
}

type Violation = ReturnType<typeof checkSolution>['violations'][number];

function describeViolation({ code, message, vehicleId, visitId, groupId, excess }: Violation): string {
    const who = [
        ...(groupId === undefined ? [] : [`customer ${groupId}`]),
        ...(visitId === undefined ? [] : [`customer ${visitId}`]),
        ...(vehicleId === undefined ? [] : [vehicleId.startsWith('vehicle') ? vehicleId : `vehicle ${vehicleId}`]),
    ];
    return `  ${who.join(', ')} ${message}${excess === undefined ? '' : `, by ${excess}`} [${code}]`;
}

async function readSolution(path: string, instance: Instance): Promise<{ routes: readonly RoutePlan[]; stated?: number }> {
    const { text } = await readTextFile(path);
    try {
        const routes = parseSol(text, instance);
        const value = /^\s*(?:cost|score)\s*:?\s*(\S+)\s*$/im.exec(text)?.[1];
        return value === undefined ? { routes } : { routes, stated: Number(value) };
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        throw new BeatplanError(error.code, 'A solution cannot be read:', prefixIssues(error, [path]));
    }
}
