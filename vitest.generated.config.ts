import type { ViteUserConfig } from 'vitest/config';

// Many random problems, each through every call: a minute or two, so they stand apart from the tests that are run at each change.
const config: ViteUserConfig = {
    test: {
        setupFiles: ['./test/seed-properties.ts'],
        include: ['test/generated/**/*.test.ts'],
        reporters: ['dot', './build/totals-reporter.ts'],
        testTimeout: 60_000,
    },
};

export default config;
