// Takes the picture of the README from the demo's report: node build/readme-picture.mjs. Needs Chromium ($CHROMIUM_PATH, else Debian's place).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const profile = mkdtempSync(join(tmpdir(), 'beatplan-picture-'));
const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    viewport: { width: 1366, height: 768 },
    colorScheme: 'light',
});
try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(resolve('out/demo/report.html')).href);
    await page.locator('canvas').first().waitFor();
    // The map draws itself after the page.
    await page.waitForTimeout(1000);
    await page.screenshot({ path: 'docs/images/plan.png' });
} finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
}
