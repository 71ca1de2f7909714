import type { ViteUserConfig } from 'vitest/config';
import { viteBundleText } from './build/bundle-text.mjs';

// Tests that drive a real browser: slower than the others, and they need Chromium on the machine.
const config: ViteUserConfig = {
    plugins: [viteBundleText()],
    test: {
        include: ['test/browser/**/*.test.ts'],
        reporters: ['default', './build/totals-reporter.ts'],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
    },
};

export default config;
