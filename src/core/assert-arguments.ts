import { IssueCollector } from './issue-collector.js';
import { checkStructure, type Schema, satisfying } from './schema.js';

/**
 * Throws `invalid-input` unless the arguments of a public call have the structure of their schemas, with an issue for each fault.
 *
 * @param what - the subject of the message: `the convex hull`
 * @param schemas - by the arguments' names, in their order
 * @param given - the arguments by name
 */
export function assertArguments<Name extends string>(
    what: string,
    schemas: Readonly<Record<Name, Schema>>,
    given: Readonly<Record<Name, unknown>>,
): void {
    const collector = new IssueCollector();
    for (const name in schemas) checkStructure(schemas[name], given[name], collector, [name]);
    collector.throwIfAny(what);
}

const collectorSchema: Schema = satisfying(
    (value) => value instanceof IssueCollector,
    'is not an IssueCollector',
    'an IssueCollector of beatplan',
);
const pathSchema: Schema = satisfying(
    (value) => Array.isArray(value) && value.every((key) => typeof key === 'string' || typeof key === 'number'),
    'is not a path',
    'a list of keys and indices',
);

/** Throws `invalid-input` unless a check that is public can add issues to the collector under the path. */
export function assertCollector(collector: unknown, path: unknown): void {
    if (collector instanceof IssueCollector && Array.isArray(path)) return;
    assertArguments('the check', { collector: collectorSchema, path: pathSchema }, { collector, path });
}
