// Property tests draw new cases at each run; with BEATPLAN_TEST_SEED they draw the same ones, so that a change is judged by what it changed.
export const seed: string | undefined = process.env['BEATPLAN_TEST_SEED'];
if (seed !== undefined) {
    const { default: fc } = await import('fast-check');
    fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}
