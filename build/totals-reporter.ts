import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Ends a run with its totals alone on a line of standard output: `N passed, N failed`, and `, N skipped` where some were.
 * A file, a group or a hook that broke counts as a failure, so that `0 failed` always means that the run is green.
 */
export default class TotalsReporter implements Reporter {
    onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
        let passed = 0;
        let failed = unhandledErrors.length;
        let skipped = 0;
        for (const module of modules) {
            failed += module.errors().length;
            for (const suite of module.children.allSuites()) failed += suite.errors().length;
            for (const test of module.children.allTests()) {
                const { state } = test.result();
                if (state === 'passed') passed++;
                else if (state === 'skipped') skipped++;
                else failed++;
            }
        }
        console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
    }
}
