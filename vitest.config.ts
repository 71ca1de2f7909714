import type { ViteUserConfig } from 'vitest/config';
import { viteBundleText } from './build/bundle-text.mjs';

const config: ViteUserConfig = {
    plugins: [viteBundleText()],
    test: {
        setupFiles: ['./test/seed-properties.ts'],
        include: ['test/**/*.test.ts'],
        exclude: ['test/browser/**', 'test/generated/**'],
        // Far above what any test takes on an idle machine: a busy one is no failure.
        testTimeout: 60_000,
        reporters: ['default', './build/totals-reporter.ts'],
    },
};

export default config;
