import { readFileSync } from 'node:fs';
import type { Answer, Assignment } from './market.js';

/** Runs a planning program: reads the file that its first argument names, and writes the answer with the processor time that it took. */
export function answerAssignment(plan: (assignment: Assignment) => Omit<Answer, 'cpuSeconds'>): void {
    const { file } = JSON.parse(process.argv[2]) as { readonly file: string };
    const assignment = JSON.parse(readFileSync(file, 'utf8')) as Assignment;
    const before = process.cpuUsage();
    const answer = plan(assignment);
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(JSON.stringify({ ...answer, cpuSeconds: (user + system) / 1e6 }));
}
