import {
    anything,
    checkStructure,
    coordinates,
    finite,
    IssueCollector,
    list,
    loose,
    optional,
    record,
    type Schema,
    satisfying,
    strict,
    text,
} from '../../core/index.js';
import { checkBeatPlan, checkVisitPlan } from '../../planning/internal.js';

/** A text, which may be empty: what an empty file is, each reader says. */
export const textSchema: Schema = satisfying((value) => typeof value === 'string', 'is not a text', 'a text');

/** Options of a table; its columns and decimal mark are checked when they are read. */
export const tableOptions: Schema = strict({
    columns: optional(record(anything())),
    delimiter: optional(textSchema),
    decimalMark: optional(anything()),
});

const READER_OPTIONS: Readonly<Record<'name' | 'format' | 'rounding' | 'routes', Schema>> = {
    name: optional(textSchema),
    format: optional(anything()),
    rounding: optional(textSchema),
    routes: optional(finite()),
};

/** Options of a reader of benchmark files. */
export function readerOptions(...keys: readonly (keyof typeof READER_OPTIONS)[]): Schema {
    return strict(Object.fromEntries(keys.map((key) => [key, READER_OPTIONS[key]])));
}

/** Throws `invalid-input` unless a reader is given a text and options that it has. */
export function assertReading(input: unknown, options: unknown, optionsSchema: Schema): void {
    const collector = new IssueCollector();
    checkStructure(textSchema, input, collector, ['text']);
    checkStructure(optionsSchema, options, collector, ['options']);
    collector.throwIfAny('the call');
}

const nameable: Schema = list(loose({ id: text(), name: optional(textSchema), position: coordinates() }));
const housed: Schema = list(
    loose({
        id: text(),
        name: optional(textSchema),
        home: coordinates(),
        timeZone: optional(text()),
    }),
);

/** Throws `invalid-input` unless a writer is given a plan, the accounts and reps of it, and options that it has. */
export function assertWriting(plan: unknown, accounts: unknown, reps: unknown, options: unknown, optionsSchema: Schema): void {
    const collector = new IssueCollector();
    if (typeof plan === 'object' && plan !== null && 'calendar' in plan) checkBeatPlan(plan, collector);
    else checkVisitPlan(plan, collector);
    checkStructure(nameable, accounts, collector, ['accounts']);
    checkStructure(housed, reps, collector, ['reps']);
    checkStructure(optionsSchema, options, collector, ['options']);
    collector.throwIfAny('the call');
}
