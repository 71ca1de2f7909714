import { existsSync, readdirSync, statSync } from 'node:fs';
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
    bench.hook('preAction', (command) => {
        const { data } = command.opts<{ readonly data?: string }>();
        if (data === undefined || statSync(data, { throwIfNoEntry: false })?.isDirectory() === true) return;
        command.error(`error: --data '${data}' is no folder`);
    });
    program.addCommand(bench);
}

try {
    await program.parseAsync();
} catch (error) {
    // A file that is missing or cannot be written is no fault of the bench, and its name says more than the calls that led there.
    const { code, path } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string' || path === undefined) throw error;
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 2;
}
