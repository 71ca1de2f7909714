import { existsSync, readdirSync } from 'node:fs';
import { Command } from 'commander';

/** A bench is a folder of this one whose `index.ts` exports its command; options of its own stand beside `--data`. */
interface BenchModule {
    readonly bench: Command;
}

const names = readdirSync('bench').filter((name) => existsSync(`bench/${name}/index.ts`));
const program = new Command('npm run bench --').description('Measures beatplan against published figures.');

for (const name of names) {
    const { bench } = (await import(`./${name}/index.ts`)) as BenchModule;
    bench.name(name).option('--data <folder>', 'folder of the benchmark instances', process.env['BEATPLAN_DATA'] || undefined);
    program.addCommand(bench);
}

await program.parseAsync();
