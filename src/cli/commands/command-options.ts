import { Option } from 'commander';

/** What is said at the end of each command's help. */
export const EXIT_CODES = `
Exit codes: 0 done, 1 infeasible or a rule is broken, 2 bad input, 3 fault of beatplan itself,
130 stopped before there was a result.
Ctrl-C ends a search and writes the best that it has, as SIGTERM and SIGHUP do; a second one quits at once.
Results are written whole or not at all.`;

/** \`--force\` */
export function forceOption(): Option {
    return new Option('--force', 'replace files that beatplan did not write');
}

/** \`--json\` */
export function jsonOption(): Option {
    return new Option('--json', 'print one JSON document, errors included, and no progress bar');
}

/** \`--config\` of commands that look at a plan. */
export function configOption(): Option {
    return new Option(
        '--config <file.json>',
        'settings of the plan: its speeds, scoring, balance, and names of columns count here, too',
    );
}

/** Options of every command that reads tables. */
export function inputOptions(): Option[] {
    return [
        new Option(
            '--columns <field=column>',
            "your column for a field: 'latitude=GPS north', 'reps.hours=When', 'tier=' for none; can be repeated",
        ).argParser((text: string, others: readonly string[] = []) => [...others, text]),
        new Option(
            '--decimal-mark <mark>',
            "the mark before decimals in all tables, '.' or ',' (default: what each table shows)",
        ),
        new Option('--strict', 'refuse files with faulty rows instead of going on without them'),
        new Option('--rejected <file.csv>', 'where to list what was left out (default: rejected.csv next to the results)'),
    ];
}

/** \`--force\` and \`--json\`, after all others. */
export function outputOptions(): Option[] {
    return [forceOption(), jsonOption()];
}
